/** Puts the picture onto the clipboard as PNG, which is all that a clipboard takes. Fails where there is none to copy. */
export async function copyImage(image: HTMLImageElement | null): Promise<void> {
  if (!image) {
    throw new Error("There is no image.");
  }
  const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
  canvas.getContext("2d")?.drawImage(image, 0, 0);
  await navigator.clipboard.write([new ClipboardItem({ "image/png": canvas.convertToBlob() })]);
}
