// Calls the service through the AWS SDK as its users have it, with no settings but the endpoint and a region.
//
// Reads one call a line from standard input:  {"operation": "StartWebAuthnRegistration", "input": {...}}
// and answers each with a line:               {"metadata": {...}, "output": {...}}
//                                         or  {"metadata": {...}, "error": {"name", "isTyped", "message", "fault", "reasonCode"}}
import { createInterface } from "node:readline";
import * as sdk from "@aws-sdk/client-cognito-identity-provider";

const client = new sdk.CognitoIdentityProviderClient({ endpoint: process.argv[2], region: "eu-central-1" });

for await (const line of createInterface({ input: process.stdin })) {
  const { operation, input } = JSON.parse(line);
  console.log(JSON.stringify(await call(operation, input)));
}

async function call(operation, input) {
  try {
    const { $metadata: metadata, ...output } = await client.send(new sdk[`${operation}Command`](input));
    return { metadata, output };
  } catch (error) {
    const { name, message, $fault: fault, reasonCode, $metadata: metadata } = error;
    return { metadata, error: { name, isTyped: isTyped(error), message, fault, reasonCode } };
  }
}

/** Whether the error is an instance of the class that the SDK exports under the error's name, so that a user can catch it by class. */
function isTyped(error) {
  const type = sdk[error.name];
  return typeof type === "function" && error instanceof type && error instanceof sdk.CognitoIdentityProviderServiceException;
}
