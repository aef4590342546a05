/** Image types that Gemini takes, and SVG, which is sent as the text it is. */
const taken = /^image\/(png|jpeg|webp|heic|heif|gif|avif|svg\+xml)$/;

/** A PNG of the picture; undefined when the browser cannot read it. */
export type ImageConverter = (image: Blob) => Promise<Blob | undefined>;

/** True for images such as BMP and ICO, which have to become another format before they are sent. */
export function needsConversion(mimeType: string): boolean {
  return mimeType.startsWith("image/") && !taken.test(mimeType);
}

/** Of BMP and ICO Chromium makes one; TIFF and JPEG XL it cannot read. */
export const convertToPng: ImageConverter = async (image) => {
  try {
    const bitmap = await createImageBitmap(image);
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
    bitmap.close();
    return await canvas.convertToBlob({ type: "image/png" });
  } catch {
    return undefined;
  }
};
