/** A table of Markdown, its columns aligned in the source as formatters align them; the first row is its head. */
export function renderTable(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(3, ...rows.map(row => row[column]!.length)))
  const renderRow = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`
  const [head, ...body] = rows
  return [head!, widths.map(width => '-'.repeat(width)), ...body].map(renderRow).join('\n')
}
