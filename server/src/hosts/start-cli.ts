// What is started as `seaworthy`: little enough to be compiled each time; all else comes from a bundle whose compiled form is kept.
import { keepCompiled } from './compile-cache.js';

keepCompiled(__dirname);
// An import would be loaded before the line above.
// eslint-disable-next-line @typescript-eslint/no-require-imports
require('./cli.js');
