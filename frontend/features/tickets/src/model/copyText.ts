/** What is copied at the first, second and third press: ever more, then from the beginning. */
export function copyText(times: number, number: string, subject: string, link: string): string {
  const parts = [number, subject, link].slice(0, ((times - 1) % 3) + 1);
  return parts.filter(Boolean).join(" ");
}
