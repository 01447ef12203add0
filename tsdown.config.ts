import { defineConfig } from 'tsdown';

// Chunks stay split at every `await import()`: a command loads only what it needs.
export default defineConfig({
  entry: { rca: 'src/cli.ts', 'file-worker': 'src/commands/file-worker.ts' },
  format: 'esm',
  platform: 'node',
  target: 'node22.12',
  outDir: 'dist',
  clean: true,
  dts: false,
  define: { 'process.env.NODE_ENV': JSON.stringify('production') },
});
