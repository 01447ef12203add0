import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // As in the bundle: React's production build has no development runtime.
  oxc: { jsx: { runtime: 'automatic', development: false } },
  test: {
    testTimeout: 20_000,
    // By default one processor is left idle: on two that doubles the time. Terminals and processes are mostly waited for: hence one more.
    maxWorkers: availableParallelism() + 1,
    unstubEnvs: true,
    env: { NODE_ENV: 'production', NO_COLOR: '1', TZ: 'UTC' },
    projects: [
      // A worker reads the modules and compiles the rules once, not once a file.
      { extends: true, test: { name: 'room', include: ['test/!(cli)/**/*.test.{ts,tsx}'], isolate: false } },
      // These files share a folder that is removed with the file's last process.
      { extends: true, test: { name: 'process', include: ['test/cli/**/*.test.ts'] } },
    ],
  },
});
