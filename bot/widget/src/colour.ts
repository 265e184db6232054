/** The colour of a site on launcher and head, always with a readable text on it. */

export function paint(element: HTMLElement, colour: string): void {
  if (!CSS.supports("color", colour)) return;
  element.style.setProperty("--kanaalcheck-colour", colour);
  element.style.setProperty("--kanaalcheck-colour-text", isLight(colour) ? "#000000" : "#ffffff");
}

/** Whether black reads better on a colour than white: relative luminance of WCAG 2.2. */
function isLight(colour: string): boolean {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const pen = canvas.getContext("2d");
  if (!pen) return false;
  pen.fillStyle = "#ffffff"; // what shines through a transparent colour
  pen.fillRect(0, 0, 1, 1);
  pen.fillStyle = colour;
  pen.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = Array.from(pen.getImageData(0, 0, 1, 1).data, linear);
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return luminance > 0.179; // where both contrasts are equal
}

function linear(part: number): number {
  const share = part / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}
