/** Begins each line that the tests in the extension host print, to tell them from what VS Code itself logs. */
export const testOutputMark = "│";
