import type { Settings } from "../../host/profile.ts";

export type Theme = "light" | "dark" | "hcDark" | "hcLight";

const names: Readonly<Record<Theme, string>> = {
  light: "Light 2026",
  dark: "Dark 2026",
  hcDark: "Default High Contrast",
  hcLight: "Default High Contrast Light",
};

export const allThemes: readonly Theme[] = ["light", "dark", "hcDark", "hcLight"];

/** What VS Code's list of themes calls them. */
export const themeLabels: Readonly<Record<Theme, string>> = {
  ...names,
  hcDark: "Dark High Contrast",
  hcLight: "Light High Contrast",
};

/** What VS Code's window is marked with. */
export const themeClasses: Readonly<Record<Theme, string>> = {
  light: "vs",
  dark: "vs-dark",
  hcDark: "hc-black",
  hcLight: "hc-light",
};

export function themeSettings(theme: Theme) {
  return { "workbench.colorTheme": names[theme], "window.autoDetectHighContrast": false } satisfies Settings;
}
