import { defineConfig } from 'vitest/config';

export default defineConfig({
  // As in the bundle: React's production build has no development runtime.
  oxc: { jsx: { runtime: 'automatic', development: false } },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    testTimeout: 20_000,
    // By default one processor is left idle: on two that doubles the time.
    maxWorkers: '100%',
    env: { NODE_ENV: 'production', NO_COLOR: '1', TZ: 'UTC' },
  },
});
