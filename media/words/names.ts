/** Marks that turn the direction of text around, with which `cat<U+202E>gpj.exe` would look like a picture. */
const directionMarks = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const controls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;

/** A file's name for the eye: on one line, in the order in which its characters are written. */
export function plainName(label: string): string {
  return label.replace(directionMarks, "").replace(controls, " ");
}

/** Characters at the end that stay in view: the extension and what tells numbered files apart. */
const TAIL = 9;

/** A name in two parts, of which only the first gives way where there is little room. */
export function splitName(label: string): { readonly head: string; readonly tail: string } {
  const characters = Array.from(plainName(label));
  const cut = characters.length > 2 * TAIL ? characters.length - TAIL : characters.length;
  return { head: characters.slice(0, cut).join(""), tail: characters.slice(cut).join("") };
}
