/** The moment after the last of a day written `YYYY-MM-DD`, in UTC; `undefined` where there is no such day. */
export function endOfDay(text: string): Date | undefined {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  if (day === undefined || Number.isNaN(day.getTime()) || !day.toISOString().startsWith(text)) {
    return undefined;
  }
  day.setUTCDate(day.getUTCDate() + 1);
  return day;
}
