export { default as Palette, type PaletteProps } from "./Palette";
