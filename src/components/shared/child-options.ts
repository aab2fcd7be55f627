import type * as pulumi from "@pulumi/pulumi";

/** Options of a child resource. The parent is required, so no function on the way can lose it. */
export type ChildOptions = pulumi.CustomResourceOptions & { readonly parent: pulumi.Resource };
