import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const dirname = import.meta.dirname;

export default defineConfig({
  root: dirname,
  plugins: [react()],
  build: {
    outDir: `${dirname}/../../../dist/playground-page`,
    emptyOutDir: true,
    target: 'es2023',
    // `light-dark()` and nesting are in every browser that is a year old: no fallbacks for older ones.
    cssTarget: 'chrome125',
    // The page lives on this machine: its size is no cost, and a readable trace is worth more.
    sourcemap: true,
  },
});
