export const DEMO_OPTIONS: readonly string[];
export function ensureDemoApplication(input: {
  settings: { dataDir: string; demoOrigin: string; localNod: string; origin: string };
  node: string;
  environment: Record<string, string | undefined>;
}): Promise<string | undefined>;
