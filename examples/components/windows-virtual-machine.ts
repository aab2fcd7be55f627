import * as pulumi from "@pulumi/pulumi";
import { WindowsVirtualMachine } from "azure-evergreen";
import { place } from "./place";

const machine = new WindowsVirtualMachine("files", {
  ...place("files"),
  image: "MicrosoftWindowsServer:WindowsServer:2022-datacenter-g2:latest",
  adminUsername: "fleet",
  adminPassword: new pulumi.Config().requireSecret("adminPassword"),
});

export const privateIpAddress = machine.privateIpAddress;
