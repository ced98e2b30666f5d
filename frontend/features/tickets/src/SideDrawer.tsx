import { Drawer } from "antd";

/** A drawer, loaded when one is first opened: on a wide screen none ever is. */
export default Drawer;
