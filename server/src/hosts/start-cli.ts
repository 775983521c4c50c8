// What is started as `seaworthy`: little enough to be compiled each time; all else comes from a bundle whose compiled form is kept.
import { keepCompiled } from './compile-cache.js';

keepCompiled(__dirname);
// eslint-disable-next-line @typescript-eslint/no-require-imports
require('./cli.js');
