export function activate(context) {
  return context;
}
