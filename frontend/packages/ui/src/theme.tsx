import { useLocale } from "@relaydesk/i18n";
import { App, theme as antdTheme, ConfigProvider, type ThemeConfig } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { useMediaQuery } from "./hooks";

export type ThemeChoice = "light" | "dark" | "system";

export type Density = "comfortable" | "compact";

const STORE = "relaydesk.theme";
const DENSITY = "relaydesk.density";
const FONTS =
  '-apple-system, BlinkMacSystemFont, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';

interface ThemeState {
  choice: ThemeChoice;
  dark: boolean;
  setChoice: (choice: ThemeChoice) => void;
  density: Density;
  setDensity: (density: Density) => void;
}

const ThemeContext = createContext<ThemeState>({
  choice: "system",
  dark: false,
  setChoice: () => undefined,
  density: "comfortable",
  setDensity: () => undefined,
});

function readChoice(): ThemeChoice {
  const stored = localStorage.getItem(STORE);
  return stored === "light" || stored === "dark" ? stored : "system";
}

// compactAlgorithm would shrink the font to 11 px: set the height of the controls instead.
function antdConfig(dark: boolean, density: Density): ThemeConfig {
  return {
    algorithm: dark ? antdTheme.darkAlgorithm : antdTheme.defaultAlgorithm,
    token: {
      fontSize: 13,
      controlHeight: density === "compact" ? 26 : 30,
      borderRadius: 6,
      fontFamily: FONTS,
      colorPrimary: dark ? "#4b8dff" : "#1763d6",
      // Words under the mouse must be as legible as the others.
      ...(dark ? {} : { colorPrimaryHover: "#1254ba" }),
      colorError: dark ? "#ff7a66" : "#c62f17",
      colorLinkHover: dark ? "#a9c9ff" : "#0d4a9e",
      colorLinkActive: dark ? "#a9c9ff" : "#0d4a9e",
      colorLink: dark ? "#7db0ff" : "#1763d6",
      colorTextPlaceholder: dark ? "#98a2b3" : "#616c7d",
      ...(dark
        ? {
            colorBgBase: "#12161d",
            colorBgContainer: "#161b23",
            colorBgElevated: "#1d2430",
            colorBorder: "#3d4859",
            colorTextBase: "#e6eaf0",
            colorTextLightSolid: "#08101d",
          }
        : { colorTextBase: "#1b2330" }),
      motion: false,
    },
  };
}

/** Colours, sizes and language of every component; the choice is kept in this browser. */
export function ThemeProvider({ children }: { children: ReactNode }) {
  const { locale } = useLocale();
  const [choice, setState] = useState<ThemeChoice>(readChoice);
  const systemDark = useMediaQuery("(prefers-color-scheme: dark)");
  const dark = choice === "dark" || (choice === "system" && systemDark);
  const setChoice = useCallback((next: ThemeChoice) => {
    localStorage.setItem(STORE, next);
    setState(next);
  }, []);
  useEffect(() => {
    document.documentElement.dataset.theme = dark ? "dark" : "light";
  }, [dark]);
  const [density, keepDensity] = useState<Density>(
    localStorage.getItem(DENSITY) === "compact" ? "compact" : "comfortable",
  );
  const setDensity = useCallback((next: Density) => {
    localStorage.setItem(DENSITY, next);
    keepDensity(next);
  }, []);
  useEffect(() => {
    document.documentElement.dataset.density = density;
  }, [density]);
  const value = useMemo(
    () => ({ choice, dark, setChoice, density, setDensity }),
    [choice, dark, setChoice, density, setDensity],
  );
  const config = useMemo(() => antdConfig(dark, density), [dark, density]);
  return (
    <ThemeContext value={value}>
      <ConfigProvider
        theme={config}
        locale={locale === "zh" ? zhCN : enUS}
        button={{ autoInsertSpace: false }}
      >
        <App component={false} message={{ maxCount: 3 }}>
          {children}
        </App>
      </ConfigProvider>
    </ThemeContext>
  );
}

export function useThemeChoice(): ThemeState {
  return useContext(ThemeContext);
}
