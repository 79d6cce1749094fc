$version: "2.0"

// Messages that AWS JSON 1.1 asks for, beyond the recorded ones: each rule of the protocol once or more.
namespace example.depot

use aws.protocols#awsJson1_1
use smithy.test#httpRequestTests
use smithy.test#httpResponseTests

@awsJson1_1
service Depot {
    version: "1"
    operations: [Store, Ping, SendTo, Upload, Guard, Fill]
    resources: [Shelf]
    errors: [Throttled]
}

@httpRequestTests([
    {
        id: "union_of_a_string"
        protocol: awsJson1_1
        method: "POST"
        uri: "/"
        headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "Depot.Store" }
        params: { choice: { text: "a" } }
        body: "{\"choice\":{\"text\":\"a\"}}"
        bodyMediaType: "application/json"
    }
    {
        id: "union_of_false"
        protocol: awsJson1_1
        method: "POST"
        uri: "/"
        headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "Depot.Store" }
        params: { choice: { flag: false } }
        body: "{\"choice\":{\"flag\":false}}"
        bodyMediaType: "application/json"
    }
    {
        id: "union_of_zero"
        protocol: awsJson1_1
        method: "POST"
        uri: "/"
        headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "Depot.Store" }
        params: { choice: { number: 0 } }
        body: "{\"choice\":{\"number\":0}}"
        bodyMediaType: "application/json"
    }
    {
        id: "union_of_a_blob"
        protocol: awsJson1_1
        method: "POST"
        uri: "/"
        headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "Depot.Store" }
        params: { choice: { blob: "foo" } }
        body: "{\"choice\":{\"blob\":\"Zm9v\"}}"
        bodyMediaType: "application/json"
    }
    {
        id: "union_of_a_list"
        protocol: awsJson1_1
        method: "POST"
        uri: "/"
        headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "Depot.Store" }
        params: { choice: { list: ["a", "b"] } }
        body: "{\"choice\":{\"list\":[\"a\",\"b\"]}}"
        bodyMediaType: "application/json"
    }
    {
        id: "union_of_a_map"
        protocol: awsJson1_1
        method: "POST"
        uri: "/"
        headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "Depot.Store" }
        params: { choice: { map: { a: "b" } } }
        body: "{\"choice\":{\"map\":{\"a\":\"b\"}}}"
        bodyMediaType: "application/json"
    }
    {
        id: "union_of_a_structure"
        protocol: awsJson1_1
        method: "POST"
        uri: "/"
        headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "Depot.Store" }
        params: { choice: { part: { name: "x" } } }
        body: "{\"choice\":{\"part\":{\"name\":\"x\"}}}"
        bodyMediaType: "application/json"
    }
    {
        id: "union_of_an_enum"
        protocol: awsJson1_1
        method: "POST"
        uri: "/"
        headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "Depot.Store" }
        params: { choice: { color: "RED" } }
        body: "{\"choice\":{\"color\":\"RED\"}}"
        bodyMediaType: "application/json"
    }
    {
        id: "union_of_a_timestamp"
        protocol: awsJson1_1
        method: "POST"
        uri: "/"
        headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "Depot.Store" }
        params: { choice: { at: 1.5 } }
        body: "{\"choice\":{\"at\":1.5}}"
        bodyMediaType: "application/json"
    }
    {
        id: "union_of_a_union"
        protocol: awsJson1_1
        method: "POST"
        uri: "/"
        headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "Depot.Store" }
        params: { choice: { inner: { text: "a" } } }
        body: "{\"choice\":{\"inner\":{\"text\":\"a\"}}}"
        bodyMediaType: "application/json"
    }
    {
        id: "union_of_unit"
        protocol: awsJson1_1
        method: "POST"
        uri: "/"
        headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "Depot.Store" }
        params: { choice: { nothing: {} } }
        body: "{\"choice\":{\"nothing\":{}}}"
        bodyMediaType: "application/json"
    }
    {
        id: "enum_values_in_collections"
        protocol: awsJson1_1
        method: "POST"
        uri: "/"
        headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "Depot.Store" }
        params: { color: "GREEN", colors: ["RED", "GREEN"], colorsByName: { a: "RED" } }
        body: "{\"color\":\"GREEN\",\"colors\":[\"RED\",\"GREEN\"],\"colorsByName\":{\"a\":\"RED\"}}"
        bodyMediaType: "application/json"
    }
    {
        id: "int_enum_values_in_collections"
        protocol: awsJson1_1
        method: "POST"
        uri: "/"
        headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "Depot.Store" }
        params: { size: 2, sizes: [1, 2], sizesByName: { a: 1 } }
        body: "{\"size\":2,\"sizes\":[1,2],\"sizesByName\":{\"a\":1}}"
        bodyMediaType: "application/json"
    }
    {
        id: "nulls_in_sparse_collections"
        protocol: awsJson1_1
        method: "POST"
        uri: "/"
        headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "Depot.Store" }
        params: { sparseList: ["a", null], sparseNumbers: [null, 0], sparseMap: { a: null, b: "c" }, sparseParts: [null, { name: "x" }] }
        body: "{\"sparseList\":[\"a\",null],\"sparseNumbers\":[null,0],\"sparseMap\":{\"a\":null,\"b\":\"c\"},\"sparseParts\":[null,{\"name\":\"x\"}]}"
        bodyMediaType: "application/json"
    }
    {
        id: "document_of_an_object"
        protocol: awsJson1_1
        method: "POST"
        uri: "/"
        headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "Depot.Store" }
        params: { document: { a: [1, "b", { c: true }], d: false, e: null } }
        body: "{\"document\":{\"a\":[1,\"b\",{\"c\":true}],\"d\":false,\"e\":null}}"
        bodyMediaType: "application/json"
    }
    {
        id: "document_of_a_string"
        protocol: awsJson1_1
        method: "POST"
        uri: "/"
        headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "Depot.Store" }
        params: { document: "text" }
        body: "{\"document\":\"text\"}"
        bodyMediaType: "application/json"
    }
    {
        id: "document_of_a_number"
        protocol: awsJson1_1
        method: "POST"
        uri: "/"
        headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "Depot.Store" }
        params: { document: 10 }
        body: "{\"document\":10}"
        bodyMediaType: "application/json"
    }
    {
        id: "document_of_a_boolean"
        protocol: awsJson1_1
        method: "POST"
        uri: "/"
        headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "Depot.Store" }
        params: { document: false }
        body: "{\"document\":false}"
        bodyMediaType: "application/json"
    }
    {
        id: "document_of_a_list"
        protocol: awsJson1_1
        method: "POST"
        uri: "/"
        headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "Depot.Store" }
        params: { document: [true, "hi", [1, 2], { a: { b: [3] } }] }
        body: "{\"document\":[true,\"hi\",[1,2],{\"a\":{\"b\":[3]}}]}"
        bodyMediaType: "application/json"
    }
    {
        id: "documents_in_collections"
        protocol: awsJson1_1
        method: "POST"
        uri: "/"
        headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "Depot.Store" }
        params: { documents: [1, "a"], documentsByName: { x: { y: 1 } } }
        body: "{\"documents\":[1,\"a\"],\"documentsByName\":{\"x\":{\"y\":1}}}"
        bodyMediaType: "application/json"
    }
    {
        id: "numbers_of_every_size"
        protocol: awsJson1_1
        method: "POST"
        uri: "/"
        headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "Depot.Store" }
        params: { byte: -128, short: 32767, integer: -2147483648, long: 9223372036854775807, float: 0.5, double: -0.25, bigInteger: 123456789012345678901234567890 }
        body: "{\"byte\":-128,\"short\":32767,\"integer\":-2147483648,\"long\":9223372036854775807,\"float\":0.5,\"double\":-0.25,\"bigInteger\":123456789012345678901234567890}"
        bodyMediaType: "application/json"
    }
    {
        id: "big_decimals"
        protocol: awsJson1_1
        method: "POST"
        uri: "/"
        headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "Depot.Store" }
        params: { bigDecimal: -123456789012345678901234567890.123456789012345678901234567890 }
        body: "{\"bigDecimal\":-123456789012345678901234567890.123456789012345678901234567890}"
        bodyMediaType: "application/json"
    }
    {
        id: "timestamps_of_every_format"
        protocol: awsJson1_1
        method: "POST"
        uri: "/"
        headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "Depot.Store" }
        params: { epoch: 1422172800.5, dateTime: 1422172800, httpDate: 1422172800, dateTimes: [1422172800] }
        body: "{\"epoch\":1422172800.5,\"dateTime\":\"2015-01-25T08:00:00Z\",\"httpDate\":\"Sun, 25 Jan 2015 08:00:00 GMT\",\"dateTimes\":[\"2015-01-25T08:00:00Z\"]}"
        bodyMediaType: "application/json"
    }
    {
        id: "timestamps_before_1970"
        protocol: awsJson1_1
        method: "POST"
        uri: "/"
        headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "Depot.Store" }
        params: { epoch: -1.25 }
        body: "{\"epoch\":-1.25}"
        bodyMediaType: "application/json"
    }
    {
        id: "an_empty_blob_and_string"
        protocol: awsJson1_1
        method: "POST"
        uri: "/"
        headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "Depot.Store" }
        params: { blob: "", text: "" }
        body: "{\"blob\":\"\",\"text\":\"\"}"
        bodyMediaType: "application/json"
    }
    {
        id: "text_beyond_ascii"
        protocol: awsJson1_1
        method: "POST"
        uri: "/"
        headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "Depot.Store" }
        params: { text: "hä 😀 \"<>&'/" }
        body: "{\"text\":\"h\u00e4 \ud83d\ude00 \\\"<>&'/\"}"
        bodyMediaType: "application/json"
    }
    {
        id: "sets_of_every_type"
        protocol: awsJson1_1
        method: "POST"
        uri: "/"
        headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "Depot.Store" }
        params: { uniqueTexts: ["a", "b"], uniqueNumbers: [1, 2], uniqueParts: [{ name: "a" }, { name: "b" }], uniqueLists: [["a"], ["b"]], uniqueChoices: [{ text: "a" }, { number: 1 }] }
        body: "{\"uniqueTexts\":[\"a\",\"b\"],\"uniqueNumbers\":[1,2],\"uniqueParts\":[{\"name\":\"a\"},{\"name\":\"b\"}],\"uniqueLists\":[[\"a\"],[\"b\"]],\"uniqueChoices\":[{\"text\":\"a\"},{\"number\":1}]}"
        bodyMediaType: "application/json"
    }
    {
        id: "a_server_ignores_nulls_and_unknown_members"
        protocol: awsJson1_1
        method: "POST"
        uri: "/"
        headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "Depot.Store" }
        params: { text: "a" }
        body: "{\"text\":\"a\",\"integer\":null,\"choice\":null,\"unknown\":{\"deep\":[1]},\"__type\":\"x\"}"
        bodyMediaType: "application/json"
        appliesTo: "server"
    }
    {
        id: "a_union_ignores_its_type_and_nulls"
        protocol: awsJson1_1
        method: "POST"
        uri: "/"
        headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "Depot.Store" }
        params: { choice: { text: "a" } }
        body: "{\"choice\":{\"__type\":\"Choice\",\"text\":\"a\",\"number\":null}}"
        bodyMediaType: "application/json"
        appliesTo: "server"
    }
    {
        id: "date_times_with_a_negative_offset"
        protocol: awsJson1_1
        method: "POST"
        uri: "/"
        headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "Depot.Store" }
        params: { dateTime: 1576540098 }
        body: "{\"dateTime\":\"2019-12-16T22:48:18-01:00\"}"
        bodyMediaType: "application/json"
        appliesTo: "server"
    }
    {
        id: "date_times_with_a_positive_offset"
        protocol: awsJson1_1
        method: "POST"
        uri: "/"
        headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "Depot.Store" }
        params: { dateTime: 1576540098 }
        body: "{\"dateTime\":\"2019-12-17T00:48:18+01:00\"}"
        bodyMediaType: "application/json"
        appliesTo: "server"
    }
    {
        id: "an_epoch_with_an_exponent"
        protocol: awsJson1_1
        method: "POST"
        uri: "/"
        headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "Depot.Store" }
        params: { epoch: 1500000000 }
        body: "{\"epoch\":1.5E9}"
        bodyMediaType: "application/json"
        appliesTo: "server"
    }
])
@httpResponseTests([
    {
        id: "union_of_a_string"
        protocol: awsJson1_1
        code: 200
        headers: { "Content-Type": "application/x-amz-json-1.1" }
        params: { choice: { text: "a" } }
        body: "{\"choice\":{\"text\":\"a\"}}"
        bodyMediaType: "application/json"
    }
    {
        id: "union_of_false"
        protocol: awsJson1_1
        code: 200
        headers: { "Content-Type": "application/x-amz-json-1.1" }
        params: { choice: { flag: false } }
        body: "{\"choice\":{\"flag\":false}}"
        bodyMediaType: "application/json"
    }
    {
        id: "union_of_zero"
        protocol: awsJson1_1
        code: 200
        headers: { "Content-Type": "application/x-amz-json-1.1" }
        params: { choice: { number: 0 } }
        body: "{\"choice\":{\"number\":0}}"
        bodyMediaType: "application/json"
    }
    {
        id: "union_of_a_blob"
        protocol: awsJson1_1
        code: 200
        headers: { "Content-Type": "application/x-amz-json-1.1" }
        params: { choice: { blob: "foo" } }
        body: "{\"choice\":{\"blob\":\"Zm9v\"}}"
        bodyMediaType: "application/json"
    }
    {
        id: "union_of_a_list"
        protocol: awsJson1_1
        code: 200
        headers: { "Content-Type": "application/x-amz-json-1.1" }
        params: { choice: { list: ["a", "b"] } }
        body: "{\"choice\":{\"list\":[\"a\",\"b\"]}}"
        bodyMediaType: "application/json"
    }
    {
        id: "union_of_a_map"
        protocol: awsJson1_1
        code: 200
        headers: { "Content-Type": "application/x-amz-json-1.1" }
        params: { choice: { map: { a: "b" } } }
        body: "{\"choice\":{\"map\":{\"a\":\"b\"}}}"
        bodyMediaType: "application/json"
    }
    {
        id: "union_of_a_structure"
        protocol: awsJson1_1
        code: 200
        headers: { "Content-Type": "application/x-amz-json-1.1" }
        params: { choice: { part: { name: "x" } } }
        body: "{\"choice\":{\"part\":{\"name\":\"x\"}}}"
        bodyMediaType: "application/json"
    }
    {
        id: "union_of_an_enum"
        protocol: awsJson1_1
        code: 200
        headers: { "Content-Type": "application/x-amz-json-1.1" }
        params: { choice: { color: "RED" } }
        body: "{\"choice\":{\"color\":\"RED\"}}"
        bodyMediaType: "application/json"
    }
    {
        id: "union_of_a_timestamp"
        protocol: awsJson1_1
        code: 200
        headers: { "Content-Type": "application/x-amz-json-1.1" }
        params: { choice: { at: 1.5 } }
        body: "{\"choice\":{\"at\":1.5}}"
        bodyMediaType: "application/json"
    }
    {
        id: "union_of_a_union"
        protocol: awsJson1_1
        code: 200
        headers: { "Content-Type": "application/x-amz-json-1.1" }
        params: { choice: { inner: { text: "a" } } }
        body: "{\"choice\":{\"inner\":{\"text\":\"a\"}}}"
        bodyMediaType: "application/json"
    }
    {
        id: "union_of_unit"
        protocol: awsJson1_1
        code: 200
        headers: { "Content-Type": "application/x-amz-json-1.1" }
        params: { choice: { nothing: {} } }
        body: "{\"choice\":{\"nothing\":{}}}"
        bodyMediaType: "application/json"
    }
    {
        id: "enum_values_in_collections"
        protocol: awsJson1_1
        code: 200
        headers: { "Content-Type": "application/x-amz-json-1.1" }
        params: { color: "GREEN", colors: ["RED", "GREEN"], colorsByName: { a: "RED" } }
        body: "{\"color\":\"GREEN\",\"colors\":[\"RED\",\"GREEN\"],\"colorsByName\":{\"a\":\"RED\"}}"
        bodyMediaType: "application/json"
    }
    {
        id: "int_enum_values_in_collections"
        protocol: awsJson1_1
        code: 200
        headers: { "Content-Type": "application/x-amz-json-1.1" }
        params: { size: 2, sizes: [1, 2], sizesByName: { a: 1 } }
        body: "{\"size\":2,\"sizes\":[1,2],\"sizesByName\":{\"a\":1}}"
        bodyMediaType: "application/json"
    }
    {
        id: "nulls_in_sparse_collections"
        protocol: awsJson1_1
        code: 200
        headers: { "Content-Type": "application/x-amz-json-1.1" }
        params: { sparseList: ["a", null], sparseNumbers: [null, 0], sparseMap: { a: null, b: "c" }, sparseParts: [null, { name: "x" }] }
        body: "{\"sparseList\":[\"a\",null],\"sparseNumbers\":[null,0],\"sparseMap\":{\"a\":null,\"b\":\"c\"},\"sparseParts\":[null,{\"name\":\"x\"}]}"
        bodyMediaType: "application/json"
    }
    {
        id: "document_of_an_object"
        protocol: awsJson1_1
        code: 200
        headers: { "Content-Type": "application/x-amz-json-1.1" }
        params: { document: { a: [1, "b", { c: true }], d: false, e: null } }
        body: "{\"document\":{\"a\":[1,\"b\",{\"c\":true}],\"d\":false,\"e\":null}}"
        bodyMediaType: "application/json"
    }
    {
        id: "document_of_a_string"
        protocol: awsJson1_1
        code: 200
        headers: { "Content-Type": "application/x-amz-json-1.1" }
        params: { document: "text" }
        body: "{\"document\":\"text\"}"
        bodyMediaType: "application/json"
    }
    {
        id: "document_of_a_number"
        protocol: awsJson1_1
        code: 200
        headers: { "Content-Type": "application/x-amz-json-1.1" }
        params: { document: 10 }
        body: "{\"document\":10}"
        bodyMediaType: "application/json"
    }
    {
        id: "document_of_a_boolean"
        protocol: awsJson1_1
        code: 200
        headers: { "Content-Type": "application/x-amz-json-1.1" }
        params: { document: false }
        body: "{\"document\":false}"
        bodyMediaType: "application/json"
    }
    {
        id: "document_of_a_list"
        protocol: awsJson1_1
        code: 200
        headers: { "Content-Type": "application/x-amz-json-1.1" }
        params: { document: [true, "hi", [1, 2], { a: { b: [3] } }] }
        body: "{\"document\":[true,\"hi\",[1,2],{\"a\":{\"b\":[3]}}]}"
        bodyMediaType: "application/json"
    }
    {
        id: "documents_in_collections"
        protocol: awsJson1_1
        code: 200
        headers: { "Content-Type": "application/x-amz-json-1.1" }
        params: { documents: [1, "a"], documentsByName: { x: { y: 1 } } }
        body: "{\"documents\":[1,\"a\"],\"documentsByName\":{\"x\":{\"y\":1}}}"
        bodyMediaType: "application/json"
    }
    {
        id: "numbers_of_every_size"
        protocol: awsJson1_1
        code: 200
        headers: { "Content-Type": "application/x-amz-json-1.1" }
        params: { byte: -128, short: 32767, integer: -2147483648, long: 9223372036854775807, float: 0.5, double: -0.25, bigInteger: 123456789012345678901234567890 }
        body: "{\"byte\":-128,\"short\":32767,\"integer\":-2147483648,\"long\":9223372036854775807,\"float\":0.5,\"double\":-0.25,\"bigInteger\":123456789012345678901234567890}"
        bodyMediaType: "application/json"
    }
    {
        id: "big_decimals"
        protocol: awsJson1_1
        code: 200
        headers: { "Content-Type": "application/x-amz-json-1.1" }
        params: { bigDecimal: -123456789012345678901234567890.123456789012345678901234567890 }
        body: "{\"bigDecimal\":-123456789012345678901234567890.123456789012345678901234567890}"
        bodyMediaType: "application/json"
    }
    {
        id: "timestamps_of_every_format"
        protocol: awsJson1_1
        code: 200
        headers: { "Content-Type": "application/x-amz-json-1.1" }
        params: { epoch: 1422172800.5, dateTime: 1422172800, httpDate: 1422172800, dateTimes: [1422172800] }
        body: "{\"epoch\":1422172800.5,\"dateTime\":\"2015-01-25T08:00:00Z\",\"httpDate\":\"Sun, 25 Jan 2015 08:00:00 GMT\",\"dateTimes\":[\"2015-01-25T08:00:00Z\"]}"
        bodyMediaType: "application/json"
    }
    {
        id: "timestamps_before_1970"
        protocol: awsJson1_1
        code: 200
        headers: { "Content-Type": "application/x-amz-json-1.1" }
        params: { epoch: -1.25 }
        body: "{\"epoch\":-1.25}"
        bodyMediaType: "application/json"
    }
    {
        id: "an_empty_blob_and_string"
        protocol: awsJson1_1
        code: 200
        headers: { "Content-Type": "application/x-amz-json-1.1" }
        params: { blob: "", text: "" }
        body: "{\"blob\":\"\",\"text\":\"\"}"
        bodyMediaType: "application/json"
    }
    {
        id: "text_beyond_ascii"
        protocol: awsJson1_1
        code: 200
        headers: { "Content-Type": "application/x-amz-json-1.1" }
        params: { text: "hä 😀 \"<>&'/" }
        body: "{\"text\":\"h\u00e4 \ud83d\ude00 \\\"<>&'/\"}"
        bodyMediaType: "application/json"
    }
    {
        id: "sets_of_every_type"
        protocol: awsJson1_1
        code: 200
        headers: { "Content-Type": "application/x-amz-json-1.1" }
        params: { uniqueTexts: ["a", "b"], uniqueNumbers: [1, 2], uniqueParts: [{ name: "a" }, { name: "b" }], uniqueLists: [["a"], ["b"]], uniqueChoices: [{ text: "a" }, { number: 1 }] }
        body: "{\"uniqueTexts\":[\"a\",\"b\"],\"uniqueNumbers\":[1,2],\"uniqueParts\":[{\"name\":\"a\"},{\"name\":\"b\"}],\"uniqueLists\":[[\"a\"],[\"b\"]],\"uniqueChoices\":[{\"text\":\"a\"},{\"number\":1}]}"
        bodyMediaType: "application/json"
    }
    {
        id: "a_client_ignores_nulls_and_unknown_members"
        protocol: awsJson1_1
        code: 200
        headers: { "Content-Type": "application/x-amz-json-1.1" }
        params: { text: "a" }
        body: "{\"text\":\"a\",\"integer\":null,\"unknown\":{\"deep\":[1]},\"__type\":\"x\"}"
        bodyMediaType: "application/json"
        appliesTo: "client"
    }
    {
        id: "a_client_takes_enum_values_of_later_contracts"
        protocol: awsJson1_1
        code: 200
        headers: { "Content-Type": "application/x-amz-json-1.1" }
        params: { color: "PURPLE", size: 77 }
        body: "{\"color\":\"PURPLE\",\"size\":77}"
        bodyMediaType: "application/json"
        appliesTo: "client"
    }
    {
        id: "a_client_takes_a_union_of_a_later_contract"
        protocol: awsJson1_1
        code: 200
        headers: { "Content-Type": "application/x-amz-json-1.1" }
        params: { choice: {} }
        body: "{\"choice\":{\"later\":1}}"
        bodyMediaType: "application/json"
        appliesTo: "client"
    }
    {
        id: "an_empty_body"
        protocol: awsJson1_1
        code: 200
        headers: { "Content-Type": "application/x-amz-json-1.1" }
        params: {}
        body: ""
        bodyMediaType: "application/json"
        appliesTo: "client"
    }
    {
        id: "http_dates_and_date_times_with_fractions"
        protocol: awsJson1_1
        code: 200
        headers: { "Content-Type": "application/x-amz-json-1.1" }
        params: { httpDate: 946845296.456, dateTime: 946845296.123 }
        body: "{\"httpDate\":\"Sun, 02 Jan 2000 20:34:56.456 GMT\",\"dateTime\":\"2000-01-02T20:34:56.123Z\"}"
        bodyMediaType: "application/json"
        appliesTo: "client"
    }
])
operation Store {
    input: Things
    output: Things
    errors: [Broken, Empty]
}

structure Things {
    text: String
    blob: Blob
    byte: Byte
    short: Short
    integer: Integer
    long: Long
    float: Float
    double: Double
    bigInteger: BigInteger
    bigDecimal: BigDecimal
    epoch: Timestamp
    dateTime: DateTime

    @timestampFormat("http-date")
    httpDate: Timestamp

    dateTimes: DateTimes
    document: Document
    documents: Documents
    documentsByName: DocumentsByName
    choice: Choice
    color: Color
    colors: Colors
    colorsByName: ColorsByName
    size: Size
    sizes: Sizes
    sizesByName: SizesByName
    sparseList: SparseTexts
    sparseNumbers: SparseNumbers
    sparseMap: SparseMap
    sparseParts: SparseParts
    uniqueTexts: UniqueTexts
    uniqueNumbers: UniqueNumbers
    uniqueParts: UniqueParts
    uniqueLists: UniqueLists
    uniqueChoices: UniqueChoices
}

union Choice {
    text: String
    flag: Boolean
    number: Integer
    blob: Blob
    at: Timestamp
    list: Texts
    map: TextMap
    part: Part
    color: Color
    inner: Choice
    nothing: Unit
}

structure Part {
    name: String
}

enum Color {
    RED
    GREEN
}

intEnum Size {
    SMALL = 1
    LARGE = 2
}

@timestampFormat("date-time")
timestamp DateTime

list DateTimes {
    member: DateTime
}

list Documents {
    member: Document
}

list Colors {
    member: Color
}

list Sizes {
    member: Size
}

list Texts {
    member: String
}

@sparse
list SparseTexts {
    member: String
}

@sparse
list SparseNumbers {
    member: Integer
}

@sparse
list SparseParts {
    member: Part
}

@uniqueItems
list UniqueTexts {
    member: String
}

@uniqueItems
list UniqueNumbers {
    member: Integer
}

@uniqueItems
list UniqueParts {
    member: Part
}

@uniqueItems
list UniqueLists {
    member: Texts
}

@uniqueItems
list UniqueChoices {
    member: Choice
}

map DocumentsByName {
    key: String
    value: Document
}

map ColorsByName {
    key: String
    value: Color
}

map SizesByName {
    key: String
    value: Size
}

map TextMap {
    key: String
    value: String
}

@sparse
map SparseMap {
    key: String
    value: String
}

@error("client")
@httpError(422)
@httpResponseTests([
    {
        id: "an_error_with_members"
        protocol: awsJson1_1
        code: 422
        headers: { "Content-Type": "application/x-amz-json-1.1" }
        params: { message: "no", part: { name: "x" }, reason: "r" }
        body: "{\"__type\":\"Broken\",\"message\":\"no\",\"part\":{\"name\":\"x\"},\"reason\":\"r\"}"
        bodyMediaType: "application/json"
    }
    {
        id: "an_error_by_its_header"
        protocol: awsJson1_1
        code: 422
        headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amzn-Errortype": "Broken:http://example.com/" }
        params: { message: "no" }
        body: "{\"message\":\"no\"}"
        bodyMediaType: "application/json"
        appliesTo: "client"
    }
    {
        id: "an_error_by_its_code"
        protocol: awsJson1_1
        code: 422
        headers: { "Content-Type": "application/x-amz-json-1.1" }
        params: { reason: "r" }
        body: "{\"code\":\"example.depot#Broken\",\"reason\":\"r\"}"
        bodyMediaType: "application/json"
        appliesTo: "client"
    }
])
structure Broken {
    message: String
    part: Part
    reason: String
}

@error("server")
@httpResponseTests([
    {
        id: "an_error_without_members"
        protocol: awsJson1_1
        code: 500
        headers: { "Content-Type": "application/x-amz-json-1.1" }
        params: {}
        body: "{\"__type\":\"Empty\"}"
        bodyMediaType: "application/json"
    }
    {
        id: "an_error_with_namespace_and_address"
        protocol: awsJson1_1
        code: 500
        headers: { "Content-Type": "application/x-amz-json-1.1" }
        params: {}
        body: "{\"__type\":\"example.depot#Empty:http://example.com/\"}"
        bodyMediaType: "application/json"
        appliesTo: "client"
    }
])
structure Empty {}

@error("client")
@httpError(429)
@retryable(throttling: true)
structure Throttled {
    Message: String
}

@httpRequestTests([
    {
        id: "an_operation_without_input"
        protocol: awsJson1_1
        method: "POST"
        uri: "/"
        headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "Depot.Ping" }
        params: {}
        body: "{}"
        bodyMediaType: "application/json"
    }
])
@httpResponseTests([
    {
        id: "an_operation_without_output"
        protocol: awsJson1_1
        code: 200
        headers: { "Content-Type": "application/x-amz-json-1.1" }
        params: {}
        body: "{}"
        bodyMediaType: "application/json"
    }
])
operation Ping {}

@endpoint(hostPrefix: "{label}.data.")
@httpRequestTests([
    {
        id: "a_host_prefix"
        protocol: awsJson1_1
        method: "POST"
        uri: "/"
        headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "Depot.SendTo" }
        params: { label: "foo" }
        body: "{\"label\":\"foo\"}"
        bodyMediaType: "application/json"
        host: "example.com"
        resolvedHost: "foo.data.example.com"
    }
    {
        id: "a_host_with_a_path"
        protocol: awsJson1_1
        method: "POST"
        uri: "/"
        headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "Depot.SendTo" }
        params: { label: "foo" }
        body: "{\"label\":\"foo\"}"
        bodyMediaType: "application/json"
        host: "example.com/custom"
        resolvedHost: "foo.data.example.com/custom/"
    }
])
operation SendTo {
    input := {
        @required
        @hostLabel
        label: String
    }
}

@requestCompression(encodings: ["gzip"])
operation Upload {
    input := {
        data: String

        @idempotencyToken
        token: String
    }
}

@httpChecksumRequired
@httpRequestTests([
    {
        id: "a_checksum_of_the_body"
        protocol: awsJson1_1
        method: "POST"
        uri: "/"
        headers: { "X-Amz-Target": "Depot.Guard", "Content-MD5": "Rmqs2RfuuUXzcAHFI51sEw==" }
        params: { data: "x" }
        body: "{\"data\":\"x\"}"
        bodyMediaType: "application/json"
    }
])
operation Guard {
    input := {
        data: String
    }
}

@httpRequestTests([
    {
        id: "a_client_sends_no_default_of_an_input_but_those_of_its_structures"
        protocol: awsJson1_1
        method: "POST"
        uri: "/"
        headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "Depot.Fill" }
        params: { options: {} }
        body: "{\"options\":{\"text\":\"hi\",\"emptyText\":\"\",\"flag\":true,\"list\":[],\"map\":{},\"at\":\"1970-01-01T00:00:00Z\",\"blob\":\"YWJj\",\"byte\":-1,\"short\":1,\"integer\":10,\"long\":100,\"float\":1.5,\"double\":-2,\"color\":\"GREEN\",\"size\":1,\"document\":\"text\",\"zero\":0}}"
        bodyMediaType: "application/json"
        appliesTo: "client"
    }
    {
        id: "a_client_sends_what_is_set_instead_of_a_default"
        protocol: awsJson1_1
        method: "POST"
        uri: "/"
        headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "Depot.Fill" }
        params: { text: "x", options: { text: "y", integer: 0, optional: 1 } }
        body: "{\"text\":\"x\",\"options\":{\"text\":\"y\",\"emptyText\":\"\",\"flag\":true,\"list\":[],\"map\":{},\"at\":\"1970-01-01T00:00:00Z\",\"blob\":\"YWJj\",\"byte\":-1,\"short\":1,\"integer\":0,\"long\":100,\"float\":1.5,\"double\":-2,\"color\":\"GREEN\",\"size\":1,\"document\":\"text\",\"zero\":0,\"optional\":1}}"
        bodyMediaType: "application/json"
        appliesTo: "client"
    }
    {
        id: "a_server_fills_defaults_in"
        protocol: awsJson1_1
        method: "POST"
        uri: "/"
        headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "Depot.Fill" }
        params: { text: "input", options: { text: "hi", emptyText: "", flag: true, list: [], map: {}, at: 0, blob: "abc", byte: -1, short: 1, integer: 10, long: 100, float: 1.5, double: -2, color: "GREEN", size: 1, document: "text", zero: 0, optional: 7 } }
        body: "{\"options\":{\"integer\":null}}"
        bodyMediaType: "application/json"
        appliesTo: "server"
    }
])
@httpResponseTests([
    {
        id: "a_client_fills_defaults_in"
        protocol: awsJson1_1
        code: 200
        headers: { "Content-Type": "application/x-amz-json-1.1" }
        params: { text: "hi", emptyText: "", flag: true, list: [], map: {}, at: 0, blob: "abc", byte: -1, short: 1, integer: 10, long: 100, float: 1.5, double: -2, color: "GREEN", size: 1, document: "text", zero: 0, optional: 7 }
        body: "{}"
        bodyMediaType: "application/json"
        appliesTo: "client"
    }
    {
        id: "a_server_writes_defaults"
        protocol: awsJson1_1
        code: 200
        headers: { "Content-Type": "application/x-amz-json-1.1" }
        params: {}
        body: "{\"text\":\"hi\",\"emptyText\":\"\",\"flag\":true,\"list\":[],\"map\":{},\"at\":\"1970-01-01T00:00:00Z\",\"blob\":\"YWJj\",\"byte\":-1,\"short\":1,\"integer\":10,\"long\":100,\"float\":1.5,\"double\":-2,\"color\":\"GREEN\",\"size\":1,\"document\":\"text\",\"zero\":0}"
        bodyMediaType: "application/json"
        appliesTo: "server"
    }
])
operation Fill {
    input := {
        text: String = "input"
        options: Options
    }

    output: Options
}

structure Options {
    text: String = "hi"
    emptyText: String = ""
    flag: Boolean = true
    list: Texts = []
    map: TextMap = {}
    at: DateTime = "1970-01-01T00:00:00Z"
    blob: Blob = "YWJj"
    byte: Byte = -1
    short: Short = 1
    integer: Integer = 10
    long: Long = 100
    float: Float = 1.5
    double: Double = -2
    color: Color = "GREEN"
    size: Size = 1
    document: Document = "text"
    zero: Integer = 0

    @clientOptional
    optional: Integer = 7

    none: Integer = null
}

resource Shelf {
    identifiers: { shelfId: String }
    read: GetShelf
}

@readonly
operation GetShelf {
    input := for Shelf {
        @required
        $shelfId
    }
}
