import { anyOf } from './charSet.ts';

/** What `\R` takes one of, besides `\r\n`. */
export const LINE_ENDING = anyOf('\n\v\f\r\x85\u2028\u2029');
