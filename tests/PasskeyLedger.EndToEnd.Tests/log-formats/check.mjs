// Checks what a service has given out with the code of others, and prints what that says.
// node check.mjs proof <file>          a proof with its event: @sigstore's checkpoint and inclusion verifiers
// node check.mjs canonical <file>      a list of JSON texts: each in the form that the package canonicalize gives it
import { createPublicKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import canonicalize from "canonicalize";

const require = createRequire(import.meta.url);
const [command, file] = process.argv.slice(2);
const input = JSON.parse(readFileSync(file, "utf8"));

if (command === "canonical") {
  console.log(JSON.stringify(input.map((text) => canonicalize(JSON.parse(text)))));
} else {
  const { verifyCheckpoint } = require("@sigstore/verify/dist/tlog/checkpoint.js");
  const { verifyMerkleInclusion } = require("@sigstore/verify/dist/tlog/merkle.js");
  const [name, keyId, key] = /^([^+]+)\+([^+]+)\+(.+)$/.exec(input.key).slice(1);
  const prefix = Buffer.from("302a300506032b6570032100", "hex");
  const log = {
    baseURL: name,
    logID: Buffer.from(keyId, "hex"),
    publicKey: createPublicKey({ key: Buffer.concat([prefix, Buffer.from(key, "base64").subarray(1)]), format: "der", type: "spki" }),
  };

  const split = input.proof.indexOf("\n\n");
  const lines = input.proof.slice(0, split).split("\n");
  const at = lines.findIndex((line) => line.startsWith("index "));
  const entry = {
    canonicalizedBody: Buffer.from(input.leaf, "base64"),
    inclusionProof: {
      logIndex: lines[at].slice("index ".length),
      hashes: lines.slice(at + 1).map((line) => Buffer.from(line, "base64")),
      checkpoint: { envelope: input.proof.slice(split + 2) },
    },
  };
  try {
    const checkpoint = verifyCheckpoint(entry, [log]);
    verifyMerkleInclusion(entry, checkpoint);
    console.log(JSON.stringify({ verdict: "holds", origin: checkpoint.origin, size: checkpoint.logSize.toString() }));
  } catch (error) {
    console.log(JSON.stringify({ verdict: "fails", reason: error.message }));
  }
}
