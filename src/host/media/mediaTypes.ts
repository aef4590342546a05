/** What Gemini is told a type is, by what the bytes are: https://ai.google.dev/gemini-api/docs/file-input-methods */
export const acceptedTypes: Readonly<Record<string, string>> = {
  "image/png": "image/png",
  "image/apng": "image/png",
  "image/jpeg": "image/jpeg",
  "image/webp": "image/webp",
  "image/gif": "image/gif",
  "image/heic": "image/heic",
  "image/heic-sequence": "image/heic",
  "image/heif": "image/heif",
  "image/heif-sequence": "image/heif",
  "image/avif": "image/avif",
  "audio/wav": "audio/wav",
  "audio/vnd.wave": "audio/wav",
  "audio/mpeg": "audio/mpeg",
  "audio/aiff": "audio/aiff",
  "audio/aac": "audio/aac",
  "audio/ogg": "audio/ogg",
  "audio/opus": "audio/ogg",
  "audio/flac": "audio/flac",
  "audio/x-flac": "audio/flac",
  "audio/mp4": "audio/m4a",
  "audio/x-m4a": "audio/m4a",
  "video/mp4": "video/mp4",
  "video/x-m4v": "video/mp4",
  "video/mpeg": "video/mpeg",
  "video/quicktime": "video/mov",
  "video/vnd.avi": "video/avi",
  "video/x-flv": "video/x-flv",
  "video/webm": "video/webm",
  "video/x-ms-asf": "video/wmv",
  "video/x-ms-wmv": "video/wmv",
  "video/3gpp": "video/3gpp",
  "application/pdf": "application/pdf",
};

/** Formats that are text, though their bytes prove more than that. */
export const textTypes: ReadonlySet<string> = new Set([
  "application/xml",
  "application/rtf",
  "application/x-mif",
  "image/svg+xml",
  "text/calendar",
  "text/vcard",
  "text/vtt",
  "application/x-subrip",
]);

/** Images that Gemini does not take and Chromium decodes; TIFF and JPEG XL it does not. */
export const convertibleTypes: ReadonlySet<string> = new Set([
  "image/bmp",
  "image/x-icon",
  "image/vnd.microsoft.icon",
]);

/** What helps where a type is not taken. */
export type Advice = "pdf" | "csv" | "unpack" | "mp4" | "png" | "mp3" | "none";

const advice: readonly (readonly [types: RegExp, advice: Advice])[] = [
  [
    /wordprocessing|presentation|opendocument\.(text|presentation)|msword|powerpoint|epub|x-cfb|postscript/,
    "pdf",
  ],
  [/spreadsheet|ms-excel/, "csv"],
  [
    /zip|tar|gzip|7z|rar|bzip2|x-xz|zstd|lzip|compress|java-archive|vscode-extension|iso9660|diskimage/,
    "unpack",
  ],
  [/^video\//, "mp4"],
  [/^image\//, "png"],
  [/^audio\//, "mp3"],
];

export function adviceFor(mimeType: string): Advice {
  return advice.find(([types]) => types.test(mimeType))?.[1] ?? "none";
}
