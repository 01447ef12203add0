/**
 * The protocol buffer types of the two APIs. Google's clients bring their own descriptors as JSON; the emulator reads the same
 * files from where the packages are installed, so that a newer client brings newer messages. What none of them has (AuditLog,
 * the details of an error) is in `common-types.json`.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import protobuf from 'protobufjs';
import commonTypes from './common-types.json' with { type: 'json' };

const require = createRequire(import.meta.url);

/** `@google-cloud/logging-api` is a dependency of `@google-cloud/logging`, not ours: it is looked up from there. */
const readLogging = (): protobuf.INamespace =>
  readJson(
    createRequire(require.resolve('@google-cloud/logging')).resolve(
      '@google-cloud/logging-api/build/protos/protos.json',
    ),
  );
const readRun = (): protobuf.INamespace => readJson(require.resolve('@google-cloud/run/build/protos/protos.json'));

const readJson = (path: string): protobuf.INamespace => JSON.parse(readFileSync(path, 'utf8'));

let logging: protobuf.Root | undefined;
let run: protobuf.Root | undefined;

/** Types of google.logging.v2 with google.cloud.audit and google.rpc. Read once a process. */
export function loggingTypes(): protobuf.Root {
  if (logging === undefined) {
    logging = protobuf.Root.fromJSON(readLogging());
    logging.addJSON(commonTypes as unknown as Record<string, protobuf.AnyNestedObject>);
    logging.resolveAll();
  }
  return logging;
}

/** Types of google.cloud.run.v2. Read once a process. */
export function runTypes(): protobuf.Root {
  if (run === undefined) {
    run = protobuf.Root.fromJSON(readRun());
    run.resolveAll();
  }
  return run;
}
