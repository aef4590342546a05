/** Image types that Gemini takes, and SVG, which is sent as the text it is. */
const taken = /^image\/(png|jpeg|webp|heic|heif|gif|avif|svg\+xml)$/;

/** A PNG of the picture; undefined when the browser cannot read it. */
export type ImageConverter = (image: Blob) => Promise<Blob | undefined>;

/** True for images such as BMP and TIFF, which have to become another format before they are sent. */
export function needsConversion(mimeType: string): boolean {
  return mimeType.startsWith("image/") && !taken.test(mimeType);
}

export const convertToPng: ImageConverter = async (image) => {
  try {
    const bitmap = await createImageBitmap(image);
    try {
      return await paint(bitmap);
    } finally {
      bitmap.close();
    }
  } catch {
    return undefined;
  }
};

async function paint(bitmap: ImageBitmap): Promise<Blob | undefined> {
  const { width, height } = bitmap;
  if (typeof OffscreenCanvas === "function") {
    const canvas = new OffscreenCanvas(width, height);
    canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
    return canvas.convertToBlob({ type: "image/png" });
  }
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined), "image/png"));
}
