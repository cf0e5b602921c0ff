/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-phrase-private.h"

#include <glib/gi18n-lib.h>

/*
 * One line a phrase: the key, which is stored and never changes, and its English. The domain is its
 * context for translators. Keys stand in the order in which people choose from them.
 */

/* What was done: shown in the history and behind "Undo". */
static const GxPhrase step[] = {
  { "customer.add", NC_("step", "Add customer") },
  { "customer.edit", NC_("step", "Edit customer") },
  { "customer.edit_many", NC_("step", "Edit customers") },
  { "customer.rename", NC_("step", "Rename customer") },
  { "customer.bin", NC_("step", "Delete customers") },
  { "customer.unbin", NC_("step", "Restore customers") },
  { "customer.bring", NC_("step", "Bring a customer back from a kept copy") },
  { "customer.tag", NC_("step", "Tag customers") },
  { "customer.untag", NC_("step", "Remove tag") },
  { "customer.import", NC_("step", "Import customers") },
  { "customer.contact", NC_("step", "Edit contact details") },
  { "customer.address", NC_("step", "Edit address") },
  { "customer.company", NC_("step", "Edit company") },
  { "customer.name", NC_("step", "Edit names") },
  { "customer.owner", NC_("step", "Change owner") },
  { "customer.hand_over", NC_("step", "Hand over customers") },
  { "customer.standing", NC_("step", "Change standing") },
  { "customer.merge", NC_("step", "Merge customers") },
  { "customer.unmerge", NC_("step", "Separate merged customers") },
  { "conflict.keep", NC_("step", "Keep what stands") },
  { "conflict.use_other", NC_("step", "Use the other value") },
  { "event.log", NC_("step", "Log event") },
  { "event.edit", NC_("step", "Edit event") },
  { "event.bin", NC_("step", "Delete event") },
  { "event.unbin", NC_("step", "Restore event") },
  { "event.import", NC_("step", "Import events") },
  { "task.add", NC_("step", "Add task") },
  { "task.done", NC_("step", "Finish task") },
  { "task.reopen", NC_("step", "Reopen task") },
  { "task.snooze", NC_("step", "Snooze task") },
  { "task.edit", NC_("step", "Edit task") },
  { "task.bin", NC_("step", "Delete task") },
  { "task.unbin", NC_("step", "Restore task") },
  { "purchase.add", NC_("step", "Add sale") },
  { "purchase.return", NC_("step", "Add return") },
  { "purchase.edit", NC_("step", "Edit sale") },
  { "purchase.bin", NC_("step", "Delete sale") },
  { "purchase.unbin", NC_("step", "Restore sale") },
  { "purchase.import", NC_("step", "Import sales") },
  { "payment.add", NC_("step", "Add payment") },
  { "payment.edit", NC_("step", "Edit payment") },
  { "payment.bin", NC_("step", "Delete payment") },
  { "payment.unbin", NC_("step", "Restore payment") },
  { "product.add", NC_("step", "Add product") },
  { "product.edit", NC_("step", "Edit product") },
  { "product.bin", NC_("step", "Delete product") },
  { "product.unbin", NC_("step", "Restore product") },
  { "product.import", NC_("step", "Import products") },
  { "mapping.rename", NC_("step", "Rename mapping") },
  { "mapping.forget", NC_("step", "Forget mapping") },
  { "tag.add", NC_("step", "Add tag") },
  { "tag.rename", NC_("step", "Rename tag") },
  { "tag.edit", NC_("step", "Edit tag") },
  { "tag.bin", NC_("step", "Delete tag") },
  { "word.add", NC_("step", "Add word") },
  { "word.rename", NC_("step", "Rename word") },
  { "field.add", NC_("step", "Add field") },
  { "field.edit", NC_("step", "Edit field") },
  { "field.bin", NC_("step", "Delete field") },
  { "segment.add", NC_("step", "Save segment") },
  { "segment.edit", NC_("step", "Edit segment") },
  { "segment.rename", NC_("step", "Rename segment") },
  { "segment.move", NC_("step", "Reorder segments") },
  { "segment.bin", NC_("step", "Delete segments") },
  { "segment.unbin", NC_("step", "Restore segments") },
  { "value.set", NC_("step", "Change field value") },
  { "setting.change", NC_("step", "Change setting") },
  { "member.add", NC_("step", "Add member") },
  { "member.edit", NC_("step", "Edit member") },
  { "book.new", NC_("step", "Make customer book") },
  { "book.demo", NC_("step", "Make demo data") },
  { "book.import", NC_("step", "Import a customer book") },
  { "book.export", NC_("step", "Export") },
};

static const GxPhrase event_kind[] = {
  { "call", NC_("event.kind", "Call") },
  { "visit", NC_("event.kind", "Visit") },
  { "meeting", NC_("event.kind", "Meeting") },
  { "chat", NC_("event.kind", "Chat") },
  { "mail", NC_("event.kind", "Email") },
  { "message", NC_("event.kind", "Text message") },
  { "note", NC_("event.kind", "Note") },
  { "page_view", NC_("event.kind", "Page view") },
  { "campaign", NC_("event.kind", "Campaign") },
};

/* The kinds of events and what else stands in a customer's stream. */
static const GxPhrase stream_kind[] = {
  { "call", NC_("stream.kind", "Call") },
  { "visit", NC_("stream.kind", "Visit") },
  { "meeting", NC_("stream.kind", "Meeting") },
  { "chat", NC_("stream.kind", "Chat") },
  { "mail", NC_("stream.kind", "Email") },
  { "message", NC_("stream.kind", "Text message") },
  { "note", NC_("stream.kind", "Note") },
  { "page_view", NC_("stream.kind", "Page view") },
  { "campaign", NC_("stream.kind", "Campaign") },
  { "sale", NC_("stream.kind", "Sale") },
  { "return", NC_("stream.kind", "Return") },
  { "payment", NC_("stream.kind", "Payment") },
};

static const GxPhrase event_direction[] = {
  { "out", NC_("event.direction", "Outgoing") },
  { "in", NC_("event.direction", "Incoming") },
};

static const GxPhrase standing[] = {
  { "lead", NC_("standing", "Lead") },
  { "customer", NC_("standing", "Customer") },
  { "partner", NC_("standing", "Partner") },
  { "contact", NC_("standing", "Contact") },
};

static const GxPhrase customer_kind[] = {
  { "person", NC_("customer.kind", "Person") },
  { "organisation", NC_("customer.kind", "Organization") },
};

static const GxPhrase gender[] = {
  { "female", NC_("gender", "Female") },
  { "male", NC_("gender", "Male") },
  { "other", NC_("gender", "Other") },
};

static const GxPhrase contact_kind[] = {
  { "phone", NC_("contact.kind", "Phone") },
  { "mail", NC_("contact.kind", "Email") },
  { "wechat", NC_("contact.kind", "WeChat") },
  { "qq", NC_("contact.kind", "QQ") },
  { "web", NC_("contact.kind", "Website") },
  { "other", NC_("contact.kind", "Other") },
};

/* Why a contact point looks wrong: a sentence below its field. */
static const GxPhrase contact_problem[] = {
  { "empty", NC_("contact.problem", "Nothing is written here.") },
  { "phone.letters", NC_("contact.problem", "A phone number has no letters.") },
  { "phone.masked",
    NC_("contact.problem", "Digits of this number are covered: nobody can be reached by it.") },
  { "phone.short", NC_("contact.problem", "This phone number is too short.") },
  { "phone.long", NC_("contact.problem", "This phone number is too long.") },
  { "phone.mobile", NC_("contact.problem", "A Chinese mobile number has 11 digits.") },
  { "phone.rounded",
    NC_("contact.problem", "A spreadsheet has rounded this number; its last digits are lost.") },
  { "mail.at", NC_("contact.problem", "An email address has one @ with text on both sides.") },
  { "mail.domain", NC_("contact.problem", "What stands behind the @ is not a domain such as example.com.") },
  { "mail.character", NC_("contact.problem", "This email address has a character that none can have.") },
  { "wechat.id",
    NC_("contact.problem", "A WeChat ID has 6 to 20 letters, digits, - or _ and begins with a letter.") },
  { "qq.digits", NC_("contact.problem", "A QQ number has 5 to 11 digits.") },
  { "web.address", NC_("contact.problem", "This is not a web address such as www.example.com.") },
};

static const GxPhrase contact_repair[] = {
  { "phone.float", NC_("contact.repair", "A spreadsheet had made a decimal of this number.") },
  { "phone.zero", NC_("contact.repair", "The 0 of the area code was lost.") },
  { "phone.wide", NC_("contact.repair", "It was written in full-width digits.") },
  { "phone.label", NC_("contact.repair", "The words beside the number are its label now.") },
};

static const GxPhrase name_kind[] = {
  { "current", NC_("name.kind", "Name") },
  { "former", NC_("name.kind", "Former name") },
  { "legal", NC_("name.kind", "Legal name") },
  { "short", NC_("name.kind", "Short name") },
  { "english", NC_("name.kind", "English name") },
  { "nickname", NC_("name.kind", "Nickname") },
};

static const GxPhrase relation_kind[] = {
  { "works_at", NC_("relation.kind", "Works at") },
  { "owns", NC_("relation.kind", "Owns") },
  { "part_of", NC_("relation.kind", "Part of") },
  { "referred_by", NC_("relation.kind", "Referred by") },
  { "family", NC_("relation.kind", "Family") },
  { "friend", NC_("relation.kind", "Friend") },
  { "other", NC_("relation.kind", "Other") },
};

static const GxPhrase task_kind[] = {
  { "follow_up", NC_("task.kind", "Follow-up") },
  { "promise", NC_("task.kind", "Promise") },
};

/* Why a customer who is being typed may be there already. */
static const GxPhrase like_reason[] = {
  { "number", NC_("like.reason", "Same number") },
  { "phone", NC_("like.reason", "Same phone") },
  { "mail", NC_("like.reason", "Same email") },
  { "wechat", NC_("like.reason", "Same WeChat") },
  { "qq", NC_("like.reason", "Same QQ") },
  { "name_company", NC_("like.reason", "Same name and company") },
  { "name", NC_("like.reason", "Same name") },
  { "reading", NC_("like.reason", "Sounds the same") },
};

/* What a row of a shared table is to people. */
static const GxPhrase record[] = {
  { "customer", NC_("record", "Customer") },
  { "customer_name", NC_("record", "Another name") },
  { "external_key", NC_("record", "Number elsewhere") },
  { "contact_point", NC_("record", "Way to reach them") },
  { "address", NC_("record", "Address") },
  { "relation", NC_("record", "Place of work") },
  { "customer_tag", NC_("record", "Tag") },
  { "word", NC_("record", "Word") },
  { "member", NC_("record", "Member") },
  { "custom_field", NC_("record", "Own field") },
  { "custom_value", NC_("record", "Own field") },
  { "event", NC_("record", "Talk or note") },
  { "product", NC_("record", "Product") },
  { "purchase", NC_("record", "Purchase") },
  { "purchase_line", NC_("record", "Line of a purchase") },
  { "payment", NC_("record", "Payment") },
  { "task", NC_("record", "Next step") },
  { "setting", NC_("record", "Setting") },
  { "import_batch", NC_("record", "Import") },
  { "import_row", NC_("record", "Line of an import") },
  { "segment", NC_("record", "Segment") },
  { "import_mapping", NC_("record", "Mapping of a file") },
  { "export_record", NC_("record", "Export") },
  { "journal_tx", NC_("record", "Step of the history") },
  { "journal_row", NC_("record", "Line of the history") },
  { "journal_range", NC_("record", "Run of the history") },
};

/* When a copy of the book was kept. */
static const GxPhrase backup_reason[] = {
  { "open", NC_("backup.reason", "Kept after the book was opened") },
  { "hour", NC_("backup.reason", "Kept while you worked") },
  { "close", NC_("backup.reason", "Kept when the book was closed") },
  { "import", NC_("backup.reason", "Kept before an import") },
  { "merge", NC_("backup.reason", "Kept before customers were merged") },
  { "upgrade", NC_("backup.reason", "Kept before a newer Guanxi opened the book") },
  { "moved", NC_("backup.reason", "Kept when the book's file was moved or replaced") },
  { "restore", NC_("backup.reason", "Kept before another copy was restored") },
};

/* Where the words of a search were found. */
static const GxPhrase search_matched[] = {
  { "name", NC_("search.matched", "Name") },
  { "former_name", NC_("search.matched", "Another name") },
  { "company", NC_("search.matched", "Company") },
  { "person", NC_("search.matched", "Works there") },
  { "title", NC_("search.matched", "Title") },
  { "phone", NC_("search.matched", "Phone") },
  { "mail", NC_("search.matched", "Email") },
  { "contact", NC_("search.matched", "Contact details") },
  { "number", NC_("search.matched", "Number") },
  { "key", NC_("search.matched", "Number in another system") },
  { "tag", NC_("search.matched", "Tag") },
};

static const GxPhrase custom_type[] = {
  { "text", NC_("custom.type", "Text") },
  { "number", NC_("custom.type", "Number") },
  { "day", NC_("custom.type", "Day") },
  { "yes_no", NC_("custom.type", "Yes or no") },
  { "choice", NC_("custom.type", "Choice") },
};

/* Why something stands in today's list. */
static const GxPhrase today_reason[] = {
  { "overdue", NC_("today.reason", "Overdue") },
  { "due", NC_("today.reason", "Today") },
  { "promise", NC_("today.reason", "Promise") },
  { "birthday", NC_("today.reason", "Birthday") },
};

static const GxPhrase purchase_kind[] = {
  { "sale", NC_("purchase.kind", "Sale") },
  { "return", NC_("purchase.kind", "Return") },
};

/* What an order of a shop is to the book. */
static const GxPhrase order_state[] = {
  { "sale", NC_("order.state", "A sale") },
  { "closed", NC_("order.state", "Closed or never paid: no sale") },
  { "refunded", NC_("order.state", "Sold and paid back") },
  { "partly", NC_("order.state", "Sold, a part paid back") },
};

static const GxPhrase purchase_channel[] = {
  { "store", NC_("purchase.channel", "Store") },
  { "online", NC_("purchase.channel", "Online shop") },
  { "phone", NC_("purchase.channel", "Phone") },
  { "wechat", NC_("purchase.channel", "WeChat") },
  { "visit", NC_("purchase.channel", "Sales visit") },
  { "agent", NC_("purchase.channel", "Agent") },
  { "other", NC_("purchase.channel", "Other") },
};

static const GxPhrase payment_method[] = {
  { "wechat", NC_("payment.method", "WeChat Pay") },
  { "alipay", NC_("payment.method", "Alipay") },
  { "bank", NC_("payment.method", "Bank transfer") },
  { "card", NC_("payment.method", "Card") },
  { "cash", NC_("payment.method", "Cash") },
  { "other", NC_("payment.method", "Other") },
};

static const GxPhrase lifecycle[] = {
  { "never", NC_("lifecycle", "Never bought") },
  { "new", NC_("lifecycle", "New") },
  { "active", NC_("lifecycle", "Active") },
  { "dormant", NC_("lifecycle", "Dormant") },
  { "lapsed", NC_("lifecycle", "Lapsed") },
};

static const GxPhrase tier[] = {
  { "a", NC_("tier", "Tier A") },
  { "b", NC_("tier", "Tier B") },
  { "c", NC_("tier", "Tier C") },
};

#define DOMAIN(name, phrases) { name, phrases, G_N_ELEMENTS (phrases) }

const GxPhraseDomain gx_phrase_domains[] = {
  DOMAIN ("step", step),
  DOMAIN ("event.kind", event_kind),
  DOMAIN ("stream.kind", stream_kind),
  DOMAIN ("event.direction", event_direction),
  DOMAIN ("standing", standing),
  DOMAIN ("customer.kind", customer_kind),
  DOMAIN ("gender", gender),
  DOMAIN ("contact.kind", contact_kind),
  DOMAIN ("contact.problem", contact_problem),
  DOMAIN ("contact.repair", contact_repair),
  DOMAIN ("name.kind", name_kind),
  DOMAIN ("relation.kind", relation_kind),
  DOMAIN ("task.kind", task_kind),
  DOMAIN ("today.reason", today_reason),
  DOMAIN ("like.reason", like_reason),
  DOMAIN ("record", record),
  DOMAIN ("backup.reason", backup_reason),
  DOMAIN ("search.matched", search_matched),
  DOMAIN ("custom.type", custom_type),
  DOMAIN ("purchase.kind", purchase_kind),
  DOMAIN ("order.state", order_state),
  DOMAIN ("purchase.channel", purchase_channel),
  DOMAIN ("payment.method", payment_method),
  DOMAIN ("lifecycle", lifecycle),
  DOMAIN ("tier", tier),
};

const guint gx_phrase_n_domains = G_N_ELEMENTS (gx_phrase_domains);
