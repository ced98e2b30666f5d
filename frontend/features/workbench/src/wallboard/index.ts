export { WallboardPage, type WallboardProps } from "./WallboardPage";
