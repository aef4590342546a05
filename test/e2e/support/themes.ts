import type { Settings } from "../../host/profile.ts";

export type Theme = "light" | "dark" | "hcDark" | "hcLight";

const names: Readonly<Record<Theme, string>> = {
  light: "Light 2026",
  dark: "Dark 2026",
  hcDark: "Default High Contrast",
  hcLight: "Default High Contrast Light",
};

export const allThemes: readonly Theme[] = ["light", "dark", "hcDark", "hcLight"];

export function themeSettings(theme: Theme): Settings {
  return { "workbench.colorTheme": names[theme], "window.autoDetectHighContrast": false };
}
