// A pack of Pulumi's own that judges nothing: what the protocol alone costs.
const { PolicyPack } = require("@pulumi/policy");

new PolicyPack("empty", { policies: [] });
