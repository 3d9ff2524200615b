import { z } from 'zod';
import { RichText } from './rich-text.tsx';
import type { BlockOf } from './types.ts';
import { Unknown } from './unknown.tsx';

const cellSchema = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('raw_text'), text: z.string() }),
  z.looseObject({ type: z.literal('raw_number'), value: z.number(), text: z.string().optional() }),
  z.looseObject({ type: z.literal('rich_text'), elements: z.array(z.looseObject({ type: z.string() })) }),
]);

function Cell({ json }: { json: { type: string } }) {
  const parsed = cellSchema.safeParse(json);
  if (!parsed.success) return <Unknown what={`a table cell of type “${json.type}”`} value={json} />;
  const cell = parsed.data;
  switch (cell.type) {
    case 'raw_text':
      return cell.text;
    case 'raw_number':
      return cell.text ?? String(cell.value);
    case 'rich_text':
      return <RichText block={{ ...cell, block_id: '' }} />;
  }
}

/** The first row is the head. */
export function Table({ block }: { block: BlockOf<'table'> }) {
  const [head = [], ...rows] = block.rows;
  return (
    <div className="block-table">
      <table>
        <thead>
          <tr>
            {head.map((cell, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: cells have no identity but their place
              <th key={index} scope="col">
                <Cell json={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <tr key={index}>
              {row.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <td key={column}>
                  <Cell json={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
