// SPDX-License-Identifier: GPL-3.0-or-later
// node server.js FOLDER: a server that PouchDB replicates with, databases in FOLDER. Prints its port, and at its end
// (SIGTERM) the most memory that it held, in KB.
const path = require('path');
const express = require('express');

process.chdir(process.argv[2]);
const PouchDB = require('pouchdb-node').defaults({ prefix: process.cwd() + path.sep });
const application = express();

application.use('/', require('express-pouchdb')(PouchDB, { mode: 'minimumForPouchDB', logPath: path.resolve('log.txt') }));
const listener = application.listen(0, '127.0.0.1', () => console.log(listener.address().port));

process.on('SIGTERM', () => {
  console.log(process.resourceUsage().maxRSS);
  process.exit(0);
});
