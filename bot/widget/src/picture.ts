/** Images that a citizen chooses: which are taken, and how one that is too heavy is made smaller. */

export const ACCEPTED = "image/png,image/jpeg,image/webp";
const MOST_BYTES = 5 * 1024 * 1024; // what the server takes
const LONGEST_SIDE = 2400; // pixels; a QR code in a photo of a letter stays readable

/** Why an image is not taken: the key of a sentence. */
export type Refusal = "image_type" | "image_large";

/** The first image among files; undefined when there is none. */
export function firstImage(files: FileList | null | undefined): File | undefined {
  return [...(files ?? [])].find(({ type }) => type.startsWith("image/"));
}

/** The image as it can be sent. */
export async function prepared(file: File): Promise<Blob | Refusal> {
  if (!ACCEPTED.split(",").includes(file.type)) return "image_type";
  if (file.size <= MOST_BYTES) return file;
  const smaller = await shrunk(file);
  return smaller && smaller.size <= MOST_BYTES ? smaller : "image_large";
}

async function shrunk(file: File): Promise<Blob | null> {
  try {
    const image = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST_SIDE / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    image.close();
    return await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.9));
  } catch {
    return null; // no image after all
  }
}
