// Loaded before anything else, and plain JavaScript, since an older Node would fail on the first type it meets.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18) || (major === 23 && minor < 6)) {
  console.error(
    `Node ${process.versions.node} is too old for Hài Lòng: run it through npm (npm ci, then npm start), which brings its own Node on Linux and Windows, or install Node 24.`,
  );
  process.exit(1);
}
