import { servePreset } from "./serve-preset";

void servePreset("strict");
