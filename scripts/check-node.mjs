// npm scripts must run on the Node of the `node` dev dependency; with --ignore-scripts it is silently absent.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 12)) {
  console.error(`rca needs Node >= 22.12, this is ${process.version}.`);
  console.error(
    'Run `npm ci` without --ignore-scripts: it brings its own Node for the npm scripts, or install Node 24.',
  );
  process.exit(2);
}
