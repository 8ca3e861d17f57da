import { ink, margin, openPage, soft } from "../tickets/pdf-page.js";
import type { Receipt, ReceiptLine } from "./receipt.js";

const amountWidth = 100;

/** One A4 page, or more for a large party. */
export function receiptPdf(receipt: Receipt): Promise<Buffer> {
  const { page, finish } = openPage({ title: receipt.title, lang: receipt.locale });
  const whole = page.page.width - 2 * margin;
  const bottom = page.page.height - margin;

  const heading = (text: string) => {
    room(60);
    page.font("bold").fontSize(12).fillColor(ink).text(text, margin, page.y, { width: whole });
    page.moveDown(0.5);
  };
  const room = (height: number) => {
    if (page.y + height > bottom) page.addPage();
  };
  const line = ({ text, detail = "", amount }: ReceiptLine, font: "plain" | "bold" = "plain") => {
    const width = whole - amountWidth - 12;
    const height = page.font(font).fontSize(10).heightOfString(text, { width });
    const more = detail === "" ? 0 : page.font("plain").fontSize(8.5).heightOfString(detail, { width });
    room(height + more + 8);
    const { y } = page;
    page.font(font).fontSize(10).fillColor(ink).text(text, margin, y, { width });
    page.text(amount, margin + whole - amountWidth, y, { width: amountWidth, align: "right" });
    if (detail !== "")
      page
        .font("plain")
        .fontSize(8.5)
        .fillColor(soft)
        .text(detail, margin, y + height, { width });
    page.x = margin;
    page.y = y + height + more + 8;
  };

  page.moveDown(0.6).fontSize(20).fillColor(ink).text(receipt.title);
  page.moveDown(0.8);
  for (const [label, value] of receipt.facts) {
    page.font("plain").fontSize(9).fillColor(soft).text(label, margin, page.y, { width: whole });
    page.font("bold").fontSize(11).fillColor(ink).text(value, { width: whole });
    page.moveDown(0.5);
  }
  page.moveDown(0.8);
  heading(receipt.itemsTitle);
  for (const item of receipt.items) line(item);
  page.moveDown(0.8);
  heading(receipt.moneyTitle);
  for (const movement of receipt.money) line(movement);
  page
    .moveTo(margin, page.y)
    .lineTo(margin + whole, page.y)
    .lineWidth(0.5)
    .strokeColor(soft)
    .stroke();
  page.moveDown(0.5);
  line(receipt.total, "bold");
  page.moveDown(1);
  page.font("plain").fontSize(9).fillColor(soft).text(receipt.note, margin, page.y, { width: whole });
  return finish();
}
