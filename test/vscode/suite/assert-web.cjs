// Stands for node:assert/strict where there is no Node.
module.exports = require('assert').strict;
