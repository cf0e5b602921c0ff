/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>

#include "base/gx-error.h"
#include "base/gx-id-list.h"
#include "customers/gx-customer-parts.h"
#include "customers/gx-words.h"
#include "support/gx-test-book.h"

#define SELF gx_actor_get_self ()

static GxCustomer *
load (GxConnection *book, GxId id)
{
  g_autoptr (GError) error = NULL;
  GxCustomer *customer = gx_customers_load (book, id, &error);

  g_assert_no_error (error);
  return customer;
}

static char *
get (GxConnection *book, GxId id, const char *field)
{
  g_autoptr (GxCustomer) customer = load (book, id);

  return gx_customer_field_text (gx_customer_field_get (field), customer);
}

static void
set (GxConnection *book, GxId id, const char *field, const char *text)
{
  g_autoptr (GError) error = NULL;

  gx_customers_set (book, SELF, id, field, text, &error);
  g_assert_no_error (error);
}

#define assert_field(book, id, field, expected) G_STMT_START { \
    g_autofree char *_text = get (book, id, field); g_assert_cmpstr (_text, ==, expected); } G_STMT_END

static void
test_load (void)
{
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);
  g_autoptr (GxCustomer) zhang = load (book, people.zhang);
  g_autoptr (GxCustomer) nameless = load (book, people.nameless);
  g_autoptr (GxCustomer) printing = load (book, people.printing);

  g_assert_cmpstr (zhang->shown_name, ==, "张伟");
  g_assert_cmpstr (zhang->kind, ==, "person");
  g_assert_cmpstr (zhang->company, ==, "北京华彩印刷有限公司");
  g_assert_cmpint (zhang->company_id, ==, people.printing);
  g_assert_cmpstr (zhang->title, ==, "采购经理");
  g_assert_cmpstr (zhang->source, ==, "展会");
  g_assert_cmpuint (zhang->tags->len, ==, 2);
  g_assert_cmpstr (gx_customer_contact (zhang, "phone")->key, ==, "+8613800138000");
  g_assert_null (gx_customer_contact (zhang, "mail"));
  g_assert_true (g_str_has_prefix (zhang->number, "W-"));

  g_assert_cmpstr (nameless->shown_name, ==, "No. 17850");
  g_assert_cmpstr (nameless->number, ==, "17850");

  g_assert_cmpstr (printing->kind, ==, "organisation");
  g_assert_cmpuint (printing->relations->len, ==, 2);
  g_assert_true (((GxRelation *) g_ptr_array_index (printing->relations, 0))->is_incoming);
  gx_test_book_assert_clean (book);
}

static void
test_load_missing (void)
{
  g_autoptr (GxConnection) book = gx_test_book_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (gx_customers_load (book, 4711, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_NOT_FOUND);
}

static void
test_set_fields (void)
{
  static const struct {
    const char *field, *text, *expected;
  } cases[] = {
    { "name", "张炜", "张炜" }, { "gender", "男", "male" }, { "gender", "Female", "female" }, { "gender", "", "" },
    { "standing", "线索", "lead" }, { "standing", "partner", "partner" },
    { "birthday", "1986-3-5", "1986-03-05" }, { "birthday", "", "" },
    { "phone", "139 0000 0000", "139 0000 0000" }, { "mail", "a@example.com", "a@example.com" },
    { "mail", "", "" },
    { "wechat", "", "" }, { "company", "Acme Ltd.", "Acme Ltd." }, { "title", "Buyer", "Buyer" },
    { "company", "", "" },
    { "city", "上海市", "上海市" }, { "street", " 南京西路 1 号 ", "南京西路 1 号" }, { "street", "", "" },
    { "city", "", "" },
    { "tags", "press", "press" }, { "tags", "", "" }, { "source", "微信", "微信" }, { "source", "", "" },
    { "owner", "王芳", "王芳" }, { "owner", "", "" }, { "note", "两行\n都在", "两行\n都在" }, { "number", "X-1", "X-1" },
    { "prefers", "微信", "wechat" }, { "invoice_bank", "中国银行", "中国银行" },
  };
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *before = get (book, people.zhang, cases[i].field);

      set (book, people.zhang, cases[i].field, cases[i].text);
      assert_field (book, people.zhang, cases[i].field, cases[i].expected);
      gx_test_book_assert_clean (book);
      if (g_strcmp0 (before, cases[i].expected) != 0)
        {
          gx_test_book_undo (book);
          assert_field (book, people.zhang, cases[i].field, before);
          gx_test_book_assert_clean (book);
          gx_test_book_redo (book);
          assert_field (book, people.zhang, cases[i].field, cases[i].expected);
        }
    }
  gx_test_book_assert_clean (book);
}

static void
test_set_refused (void)
{
  static const struct {
    const char *field, *text;
  } cases[] = {
    { "gender", "blue" }, { "standing", "" }, { "kind", "robot" }, { "birthday", "31st of nothing" },
    { "shoe_size", "44" },
    { "custom.unknown", "1" }, { "name", "\xff" },
  };
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);
  g_autofree char *before = gx_test_book_dump (book);
  g_autofree char *after = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (gx_customers_set (book, SELF, people.zhang, cases[i].field, cases[i].text, &error));
      g_assert_error (error, GX_ERROR, GX_ERROR_INVALID);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
  after = gx_test_book_dump (book);
  g_assert_cmpstr (before, ==, after);
}

static void
test_set_missing (void)
{
  g_autoptr (GxConnection) book = gx_test_book_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (gx_customers_set (book, SELF, 4711, "name", "x", &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_NOT_FOUND);
}

static void
test_rename_keeps_former (void)
{
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);
  g_autoptr (GxCustomer) renamed = NULL;
  g_autoptr (GxCustomer) corrected = NULL;
  const GxCustomerName *former;

  set (book, people.smith, "name", "Anna Brown");
  renamed = load (book, people.smith);
  g_assert_cmpuint (renamed->names->len, ==, 1);
  former = g_ptr_array_index (renamed->names, 0);
  g_assert_cmpstr (former->kind, ==, "former");
  g_assert_cmpstr (former->name, ==, "Anna Smith");
  g_assert_cmpstr (former->until_day, ==, "2026-11-21");

  set (book, people.smith, "name", "anna  brown"); /* case and blanks are no other name */
  corrected = load (book, people.smith);
  g_assert_cmpuint (corrected->names->len, ==, 1);
  gx_test_book_assert_round_trip (book);
  g_assert_cmpstr (gx_test_book_undo (book), ==, "customer.rename");
}

static void
test_renamed_company_shows_at_its_people (void)
{
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);
  g_autoptr (GPtrArray) rows = NULL;

  set (book, people.printing, "name", "华彩集团");
  rows = gx_customers_rows (book, &people.li, 1, NULL, NULL);
  g_assert_cmpstr (((GxCustomerRow *) g_ptr_array_index (rows, 0))->company, ==, "华彩集团");
  gx_test_book_assert_round_trip (book);
}

static void
test_required (void)
{
  static const struct {
    const char *field, *text;
    gboolean can_save;
  } cases[] = {
    { "name", "张三", TRUE }, { "number", "17850", TRUE }, { "phone", "13800138000", TRUE },
    { "mail", "a@b.example", TRUE },
    { "wechat", "abc_123", TRUE }, { "city", "Leeds", FALSE }, { "name", "   ", FALSE },
    { "phone", "12", TRUE },
  };
  g_autoptr (GxConnection) book = gx_test_book_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GxCustomerDraft) draft = gx_customer_draft_new ();
      g_autoptr (GError) error = NULL;
      GxId id = 0;

      gx_customer_draft_set (draft, cases[i].field, cases[i].text);
      g_assert_cmpint (gx_customer_draft_can_save (draft), ==, cases[i].can_save);
      g_assert_cmpint (gx_customers_save (book, SELF, draft, &id, &error), ==, cases[i].can_save);
      g_assert_cmpint (id != 0, ==, cases[i].can_save);
    }
  gx_test_book_assert_clean (book);
}

static void
test_numbers_count (void)
{
  g_autoptr (GxConnection) book = gx_test_book_new ();
  GxId first = gx_test_book_add (book, "name", "A", NULL);
  GxId taken = gx_test_book_add (book, "name", "B", "number", "W-1002", NULL);
  GxId second = gx_test_book_add (book, "name", "C", NULL);
  g_autofree char *next = gx_customers_next_number (book, NULL);

  assert_field (book, first, "number", "W-1001");
  assert_field (book, taken, "number", "W-1002");
  assert_field (book, second, "number", "W-1003");
  g_assert_cmpstr (next, ==, "W-1004");
}

static void
test_draft_edits (void)
{
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);
  g_autoptr (GxCustomer) li = load (book, people.li);
  g_autoptr (GxCustomerDraft) draft = gx_customer_draft_new_for (li);
  g_autoptr (GError) error = NULL;

  g_assert_false (gx_customer_draft_is_changed (draft));
  g_assert_cmpstr (gx_customer_draft_get (draft, "phone"), ==, "139-1000-2000");
  gx_customer_draft_set (draft, "name", "李娜 ");
  g_assert_false (gx_customer_draft_is_changed (draft));
  gx_customer_draft_set (draft, "mail", "lina@example.com");
  gx_customer_draft_set (draft, "tags", "VIP");
  gx_customer_draft_add_contact (draft, "phone", "010-1234 5678", "home");
  gx_customer_draft_add_key (draft, "erp", "4711");
  g_assert_true (gx_customer_draft_is_changed (draft));
  g_assert_true (gx_customers_save (book, SELF, draft, NULL, &error));
  g_assert_no_error (error);

  g_autoptr (GxCustomer) saved = load (book, people.li);
  g_assert_cmpuint (saved->contacts->len, ==, 3);
  g_assert_cmpstr (gx_customer_contact (saved, "phone")->value, ==, "139-1000-2000");
  g_assert_cmpuint (saved->keys->len, ==, 1);
  gx_test_book_assert_round_trip (book);
}

static void
test_capture (void)
{
  static const struct {
    const char *text, *name, *phone, *mail;
  } cases[] = {
    { "张三 13800138000", "张三", "13800138000", "" },
    { "Anna Smith, anna@example.com", "Anna Smith", "", "anna@example.com" },
    { "王芳，wang@example.com、+8613900001111", "王芳", "+8613900001111", "wang@example.com" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GxCustomerDraft) draft = gx_customer_draft_new ();

      g_assert_true (gx_customer_draft_capture (draft, cases[i].text));
      g_assert_cmpstr (gx_customer_draft_get (draft, "name"), ==, cases[i].name);
      g_assert_cmpstr (gx_customer_draft_get (draft, "phone"), ==, cases[i].phone);
      g_assert_cmpstr (gx_customer_draft_get (draft, "mail"), ==, cases[i].mail);
    }
}

static void
test_bin (void)
{
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);
  const GxId both[] = { people.zhang, people.smith };
  g_autoptr (GError) error = NULL;
  g_autoptr (GxIdList) bin = NULL;
  gint64 count = gx_customers_count (book, NULL);

  g_assert_true (gx_customers_bin (book, SELF, both, 2, &error));
  g_assert_cmpint (gx_customers_count (book, NULL), ==, count - 2);
  bin = gx_customers_bin_list (book, &error);
  g_assert_cmpuint (gx_id_list_length (bin), ==, 2);
  g_assert_cmpint (gx_id_list_get (bin, 0), ==, people.smith);
  gx_test_book_assert_round_trip (book);

  g_assert_true (gx_customers_unbin (book, SELF, both, 1, &error));
  g_assert_cmpint (gx_customers_count (book, NULL), ==, count - 1);
  gx_test_book_assert_round_trip (book);

  const GxId unknown[] = { people.li, 4711 };
  g_assert_false (gx_customers_bin (book, SELF, unknown, 2, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_NOT_FOUND);
  g_assert_cmpint (gx_customers_count (book, NULL), ==, count - 1);
}

static void
test_tag_many (void)
{
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);
  const GxId all[] = { people.zhang, people.li, people.jones };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tags = NULL;
  g_autoptr (GPtrArray) after = NULL;

  g_assert_true (gx_customers_tag (book, SELF, all, 3, "vip", &error)); /* the tag "VIP" that is there */
  tags = gx_words_list (book, "tag", &error);
  g_assert_cmpuint (tags->len, ==, 3);
  for (guint i = 0; i < tags->len; i++)
    {
      GxWord *tag = g_ptr_array_index (tags, i);
      if (g_str_equal (tag->name, "VIP"))
        g_assert_cmpint (tag->uses, ==, 4);
    }
  gx_test_book_assert_round_trip (book);

  g_assert_true (gx_customers_untag (book, SELF, all, 2, "VIP", &error));
  assert_field (book, people.zhang, "tags", "老客户");
  gx_test_book_assert_round_trip (book);
  g_assert_true (gx_customers_untag (book, SELF, all, 2, "nobody has this", &error));
  assert_field (book, people.jones, "tags", "VIP");

  after = gx_words_list (book, "source", &error);
  g_assert_cmpuint (after->len, ==, 1);
  g_assert_cmpint (((GxWord *) g_ptr_array_index (after, 0))->uses, ==, 1);
}

static void
test_words_rename (void)
{
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);
  g_autoptr (GError) error = NULL;
  GxId vip = gx_words_find (book, "tag", "ＶＩＰ");

  g_assert_cmpint (vip, !=, 0);
  g_assert_true (gx_words_rename (book, SELF, vip, "重要客户", &error));
  g_assert_true (gx_words_set_colour (book, SELF, vip, 3, &error));
  assert_field (book, people.ouyang, "tags", "重要客户");
  gx_test_book_assert_clean (book);

  /* a new word now: its hash is taken */
  g_assert_true (gx_customers_tag (book, SELF, &people.li, 1, "VIP", &error));
  g_assert_no_error (error);
  assert_field (book, people.li, "tags", "VIP");
  assert_field (book, people.ouyang, "tags", "重要客户");
  gx_test_book_assert_clean (book);

  g_assert_true (gx_words_bin (book, SELF, vip, &error));
  assert_field (book, people.ouyang, "tags", "");
  gx_test_book_assert_round_trip (book);
}

static void
test_contact_points (void)
{
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);
  g_autoptr (GError) error = NULL;
  GxId second, third;

  g_assert_true (gx_contact_points_add (book, SELF, people.li, "phone", "010-88886666", "office", NULL,
                                        &second, &error));
  gx_test_book_assert_round_trip (book);
  assert_field (book, people.li, "phone", "139-1000-2000");
  g_assert_true (gx_contact_points_make_primary (book, SELF, second, &error));
  assert_field (book, people.li, "phone", "010-88886666");
  gx_test_book_assert_round_trip (book);

  g_assert_true (gx_contact_points_replace (book, SELF, second, "010-99996666", &third, &error));
  g_assert_no_error (error);
  assert_field (book, people.li, "phone", "010-99996666");
  {
    g_autoptr (GxCustomer) li = load (book, people.li);
    const GxContactPoint *old = g_ptr_array_index (li->contacts, 2);

    g_assert_cmpuint (li->contacts->len, ==, 3);
    g_assert_cmpstr (old->value, ==, "010-88886666");
    g_assert_cmpstr (old->until_day, ==, "2026-11-21");
    g_assert_cmpstr (gx_customer_contact (li, "phone")->label, ==, "office");
  }
  gx_test_book_assert_round_trip (book);

  g_assert_true (gx_contact_points_retire (book, SELF, third, &error));
  assert_field (book, people.li, "phone", "139-1000-2000");
  gx_test_book_assert_round_trip (book);
  g_assert_true (gx_undo (book, SELF, gx_undo_next (book, SELF), NULL, &error));
  assert_field (book, people.li, "phone", "010-99996666");

  g_assert_true (gx_contact_points_edit (book, SELF, third, "010-9999 6667", "desk", NULL, &error));
  g_assert_true (gx_contact_points_remove (book, SELF, third, &error));
  assert_field (book, people.li, "phone", "139-1000-2000");
  gx_test_book_assert_round_trip (book);
  g_assert_false (gx_contact_points_remove (book, SELF, third, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_NOT_FOUND);
}

static void
test_addresses (void)
{
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);
  g_autoptr (GError) error = NULL;
  GxAddress beijing = { .province = (char *) "北京市", .city = (char *) "北京市", .district = (char *) "朝阳区",
                        .street = (char *) "建国路 1 号", .postcode = (char *) "100022" };
  GxAddress leeds = { .street = (char *) "12 High St", .city = (char *) "Leeds", .postcode = (char *) "LS1",
                      .is_primary = TRUE };
  GxId first, second;

  g_assert_true (gx_addresses_save (book, SELF, people.li, &beijing, &first, &error));
  {
    g_autoptr (GxCustomer) li = load (book, people.li);
    g_autofree char *line = gx_address_format (gx_customer_address (li));
    g_assert_cmpstr (line, ==, "北京市朝阳区建国路 1 号 100022");
  }
  g_assert_true (gx_addresses_save (book, SELF, people.li, &leeds, &second, &error));
  {
    g_autoptr (GxCustomer) li = load (book, people.li);
    g_autofree char *line = gx_address_format (gx_customer_address (li));
    g_assert_cmpstr (line, ==, "12 High St, Leeds LS1");
    g_assert_cmpint (gx_customer_address (li)->id, ==, second);
  }
  gx_test_book_assert_round_trip (book);
  g_assert_true (gx_addresses_remove (book, SELF, second, &error));
  assert_field (book, people.li, "city", "北京市");
  gx_test_book_assert_round_trip (book);
}

static void
test_relations (void)
{
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);
  g_autoptr (GError) error = NULL;
  g_autoptr (GxCustomer) jones = load (book, people.jones);
  g_autoptr (GxCustomer) linked = NULL;
  g_autoptr (GPtrArray) staff = NULL;
  GxId id = ((GxRelation *) g_ptr_array_index (jones->relations, 0))->id;
  GxId organisation = 0, other = 0;
  GxId colleague = gx_test_book_add (book, "name", "Mary", "company", "JONES & SONS", NULL);

  g_assert_cmpint (jones->company_id, ==, 0);
  g_assert_true (gx_relations_make_organisation (book, SELF, id, &organisation, &error));
  g_assert_no_error (error);
  linked = load (book, people.jones);
  g_assert_cmpint (linked->company_id, ==, organisation);
  g_assert_cmpstr (linked->company, ==, "Jones & Sons");
  staff = gx_relations_people (book, organisation, &error);
  g_assert_cmpuint (staff->len, ==, 2);
  g_assert_cmpint (((GxRelation *) g_ptr_array_index (staff, 0))->other_id, ==, colleague);
  gx_test_book_assert_round_trip (book);

  g_assert_false (gx_relations_make_organisation (book, SELF, id, NULL, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_true (gx_relations_add (book, SELF, people.jones, people.acme, NULL, "Adviser", &other, &error));
  assert_field (book, people.jones, "company", "Jones & Sons");
  g_assert_true (gx_relations_end (book, SELF, id, GX_NO_DAY, &error));
  assert_field (book, people.jones, "company", "Acme Ltd.");
  assert_field (book, people.jones, "title", "Adviser");
  gx_test_book_assert_round_trip (book);
  g_assert_true (gx_relations_remove (book, SELF, other, &error));
  assert_field (book, people.jones, "company", "");
  gx_test_book_assert_round_trip (book);
  g_assert_false (gx_relations_add (book, SELF, people.jones, people.jones, NULL, NULL, NULL, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_INVALID);
}

static void
test_custom_fields (void)
{
  static const struct {
    const char *field, *text, *expected; /* NULL: refused */
  } cases[] = {
    { "合同到期", "2027/1/31", "2027-01-31" }, { "合同到期", "soon", NULL }, { "Seats", "1,200", "1200" },
    { "Seats", "many", NULL },
    { "Pays early", "是", "yes" }, { "Pays early", "no", "no" }, { "Pays early", "perhaps", NULL },
    { "Seats", "", "" },
  };
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);
  g_autoptr (GError) error = NULL;
  const GxCustomField fields[] = {
    { .name = (char *) "合同到期", .type = "day" }, { .name = (char *) "Seats", .type = "number", .position = 1 },
    { .name = (char *) "Pays early", .type = "yes_no", .position = 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    g_assert_true (gx_custom_fields_save (book, SELF, &fields[i], NULL, &error));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *key = g_strconcat ("custom.", cases[i].field, NULL);
      g_autoptr (GxCustomer) acme = NULL;
      g_autoptr (GError) refused = NULL;

      g_assert_cmpint (gx_customers_set (book, SELF, people.acme, key, cases[i].text, &refused), ==,
                       cases[i].expected != NULL);
      if (cases[i].expected == NULL)
        continue;
      acme = load (book, people.acme);
      g_assert_cmpuint (acme->customs->len, ==, 3);
      for (guint j = 0; j < acme->customs->len; j++)
        {
          const GxCustomValue *value = g_ptr_array_index (acme->customs, j);
          if (g_str_equal (value->name, cases[i].field))
            g_assert_cmpstr (value->value != NULL ? value->value : "", ==, cases[i].expected);
        }
      gx_test_book_assert_round_trip (book);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/customers/load", test_load);
  g_test_add_func ("/customers/load/missing", test_load_missing);
  g_test_add_func ("/customers/set", test_set_fields);
  g_test_add_func ("/customers/set/refused", test_set_refused);
  g_test_add_func ("/customers/set/missing", test_set_missing);
  g_test_add_func ("/customers/rename/keeps-former", test_rename_keeps_former);
  g_test_add_func ("/customers/rename/company", test_renamed_company_shows_at_its_people);
  g_test_add_func ("/customers/required", test_required);
  g_test_add_func ("/customers/numbers", test_numbers_count);
  g_test_add_func ("/customers/draft/edits", test_draft_edits);
  g_test_add_func ("/customers/draft/capture", test_capture);
  g_test_add_func ("/customers/bin", test_bin);
  g_test_add_func ("/customers/tag", test_tag_many);
  g_test_add_func ("/customers/words", test_words_rename);
  g_test_add_func ("/customers/contact-points", test_contact_points);
  g_test_add_func ("/customers/addresses", test_addresses);
  g_test_add_func ("/customers/relations", test_relations);
  g_test_add_func ("/customers/custom-fields", test_custom_fields);
  return g_test_run ();
}
