import { lockFile } from "../../src/compiling/image-lock.ts";
import type { WantedInputs } from "../../src/engine/compile-inputs.ts";
import { joinPath } from "../../src/host/paths.ts";
import type { Model } from "../../src/model/model.ts";
import { needsRuntime } from "./compile/needs-runtime.ts";
import type { ComposeOptions } from "./options.ts";
import { secretFilesOf } from "./secret-files.ts";

/** What of the world goes into images and configuration: folders of commands, the lock of images, a certificate. */
export function inputs(model: Model, options: ComposeOptions): WantedInputs {
  const { servers, services, gateway } = model;
  const folders = [...servers, ...services].flatMap(({ run }) => {
    if (run.kind !== "command") return [];
    return [run.build?.dockerfile === undefined ? joinPath(run.build?.context ?? run.cwd) : run.build.context];
  });
  const certificate = gateway.tls?.mode === "files" ? [gateway.tls.certificate] : [];
  return {
    runtime: needsRuntime(model),
    files: [lockFile, ...certificate],
    folders: [...new Set(folders)].sort(),
    secretFiles: secretFilesOf(model, options),
  };
}
