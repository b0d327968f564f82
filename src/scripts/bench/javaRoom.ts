/** What is measured of the room `java`, which the library keeps to itself. */

export { formatDate } from '../../java/date/format.ts';
export { parseDate } from '../../java/date/parse.ts';
export { parseDatePattern } from '../../java/date/pattern.ts';
export { compileJavaRegex } from '../../java/regex/regex.ts';
export { findFirst } from '../../java/regex/search.ts';
