// Every test file of the suite; a worker cannot look for them.
import './activation.test.js';
import './findings.test.js';
import './fixes.test.js';
import './configuration.test.js';
import './assistance.test.js';
import './stages.test.js';
import './documents.test.js';
import './status.test.js';
import './commands.test.js';
