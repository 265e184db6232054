declare module "*.yml" {
  const texts: Readonly<Record<string, Readonly<Record<"nl" | "en" | "fr" | "de", string>>>>;
  export default texts;
}

declare module "*.css" {
  const text: string;
  export default text;
}
