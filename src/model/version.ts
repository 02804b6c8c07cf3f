/** Version of mcpc; equal to the one in package.json (a test holds it). */
export const version = "0.1.0";
