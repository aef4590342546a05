import * as vscode from "vscode";
import { mediaKind } from "../../shared/attachment.ts";

const { t } = vscode.l10n;

/** What a type is called by people: `ZIP archive` for `application/zip`. */
export function typeName(mimeType: string): string {
  return names().find(([types]) => types.test(mimeType))?.[1] ?? byFamily(mimeType);
}

/** Made when it is asked for: words are translated once VS Code has loaded their language. */
function names(): readonly (readonly [types: RegExp, name: string])[] {
  return [
    [/wordprocessing|msword/, t("Word document")],
    [/spreadsheetml|ms-excel/, t("Excel workbook")],
    [/presentationml|powerpoint/, t("PowerPoint presentation")],
    [/opendocument\.text/, t("OpenDocument text")],
    [/opendocument\.spreadsheet/, t("OpenDocument spreadsheet")],
    [/opendocument\.presentation/, t("OpenDocument presentation")],
    [/x-cfb/, t("Office document of an old format")],
    [/epub/, t("E-book")],
    [/postscript/, t("PostScript document")],
    [/vscode-extension/, t("VS Code extension")],
    [/java-archive/, t("Java archive")],
    [/7z/, t("7-Zip archive")],
    [/rar/, t("RAR archive")],
    [/gzip/, t("Gzip archive")],
    [/bzip2/, t("Bzip2 archive")],
    [/zip/, t("ZIP archive")],
    [/tar/, t("TAR archive")],
    [/x-xz|zstd|lzip|compress/, t("Compressed archive")],
    [/iso9660/, t("Disc image")],
    [/msdownload|x-msi/, t("Windows program")],
    [/x-elf|mach-binary/, t("Program")],
    [/wasm/, t("WebAssembly program")],
    [/sqlite/, t("SQLite database")],
    [/parquet|arrow/, t("Table of data")],
    [/^font\/|ms-fontobject/, t("Font")],
    [/photoshop/, t("Photoshop image")],
    [/^image\/(x-icon|vnd\.microsoft\.icon)/, t("Icon")],
    [/^image\/jxl/, t("JPEG XL image")],
    [/matroska/, t("Matroska (MKV) video")],
  ];
}

function byFamily(mimeType: string): string {
  const short = (mimeType.split("/")[1] ?? "").replace(/^(x|vnd)[-.]/, "").toUpperCase();
  switch (mediaKind(mimeType)) {
    case "image":
      return t("{0} image", short);
    case "video":
      return t("{0} video", short);
    case "audio":
      return t("{0} recording", short);
    case "pdf":
    case "text":
      return t("File of the type {0}", mimeType);
  }
}
