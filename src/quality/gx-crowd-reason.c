/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "quality/gx-crowd.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define LEAST_BITS 1.0   /* what says less is no reason */

typedef struct {
  double weight;
  const char *word;      /* interned */
} Reason;

/* Interned: "phone", "given_name.near", "birthday.swapped", "city.differs". */
static const char *
word_of (const GxComparison *self, GxFaceField field)
{
  const char *name = gx_face_field_name (field), *ending = "";
  g_autofree char *word = NULL;

  if (self->has_swapped_names && field == GX_FACE_FAMILY && self->fields[field] > GX_AGREES_NOT)
    return "names.swapped";
  if (field == GX_FACE_BIRTHDAY && self->has_swapped_day)
    ending = ".swapped";
  else if (self->fields[field] == GX_AGREES_NEARLY)
    ending = ".near";
  else if (self->fields[field] == GX_AGREES_NOT)
    ending = ".differs";
  word = g_strconcat (name, ending, NULL);
  return g_intern_string (word);
}

/* For one person first, the weightiest first in both. */
static int
compare_reasons (gconstpointer a, gconstpointer b)
{
  const Reason *x = a, *y = b;

  if ((x->weight > 0) != (y->weight > 0))
    return x->weight > 0 ? -1 : 1;
  if (fabs (x->weight) != fabs (y->weight))
    return fabs (x->weight) > fabs (y->weight) ? -1 : 1;
  return strcmp (x->word, y->word);
}

GStrv
gx_comparison_reasons (const GxComparison *self)
{
  Reason reasons[GX_N_FACE_FIELDS];
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  guint n = 0;

  for (guint field = 0; field < GX_N_FACE_FIELDS; field++)
    {
      if (self->has_swapped_names && field == GX_FACE_GIVEN)
        continue;
      if (fabs (self->weights[field]) >= LEAST_BITS
          && (self->weights[field] > 0) == (self->fields[field] > GX_AGREES_NOT))
        reasons[n++] = (Reason) { self->weights[field], word_of (self, field) };
    }
  qsort (reasons, n, sizeof *reasons, compare_reasons);
  for (guint i = 0; i < n; i++)
    g_strv_builder_add (words, reasons[i].word);
  return g_strv_builder_end (words);
}

static const struct {
  const char *word, *text;
} texts[] = {
  { "names.swapped", NC_("likeness", "given and family name swapped") },
  { "family_name", NC_("likeness", "same family name") },
  { "family_name.near", NC_("likeness", "family name nearly the same") },
  { "family_name.differs", NC_("likeness", "another family name") },
  { "given_name", NC_("likeness", "same given name") },
  { "given_name.near", NC_("likeness", "given name nearly the same") },
  { "given_name.differs", NC_("likeness", "another given name") },
  { "organisation", NC_("likeness", "same name") },
  { "organisation.near", NC_("likeness", "name nearly the same") },
  { "organisation.differs", NC_("likeness", "another name") },
  { "birthday", NC_("likeness", "born the same day") },
  { "birthday.swapped", NC_("likeness", "day and month of birth swapped") },
  { "birthday.near", NC_("likeness", "born nearly the same day") },
  { "birthday.differs", NC_("likeness", "born another day") },
  { "gender", NC_("likeness", "same gender") },
  { "gender.differs", NC_("likeness", "another gender") },
  { "mail", NC_("likeness", "same email") },
  { "mail.near", NC_("likeness", "email nearly the same") },
  { "mail.differs", NC_("likeness", "another email") },
  { "chat", NC_("likeness", "same WeChat or QQ") },
  { "chat.near", NC_("likeness", "WeChat or QQ nearly the same") },
  { "chat.differs", NC_("likeness", "another WeChat or QQ") },
  { "phone", NC_("likeness", "same phone") },
  { "phone.near", NC_("likeness", "one digit of the phone differs") },
  { "phone.differs", NC_("likeness", "another phone") },
  { "company", NC_("likeness", "same company") },
  { "company.near", NC_("likeness", "company nearly the same") },
  { "company.differs", NC_("likeness", "another company") },
  { "house", NC_("likeness", "same house number") },
  { "house.near", NC_("likeness", "house number nearly the same") },
  { "house.differs", NC_("likeness", "another house number") },
  { "street", NC_("likeness", "same street") },
  { "street.near", NC_("likeness", "street nearly the same") },
  { "street.differs", NC_("likeness", "another street") },
  { "place", NC_("likeness", "same second line of the address") },
  { "place.near", NC_("likeness", "second line of the address nearly the same") },
  { "place.differs", NC_("likeness", "another second line of the address") },
  { "district", NC_("likeness", "same district") },
  { "district.near", NC_("likeness", "district nearly the same") },
  { "district.differs", NC_("likeness", "another district") },
  { "city", NC_("likeness", "same city") },
  { "city.near", NC_("likeness", "city nearly the same") },
  { "city.differs", NC_("likeness", "another city") },
  { "postcode", NC_("likeness", "same postcode") },
  { "postcode.near", NC_("likeness", "postcode nearly the same") },
  { "postcode.differs", NC_("likeness", "another postcode") },
  { "province", NC_("likeness", "same province") },
  { "province.near", NC_("likeness", "province nearly the same") },
  { "province.differs", NC_("likeness", "another province") },
};

static const char *
text_of (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (strcmp (texts[i].word, word) == 0)
      return g_dpgettext2 (GETTEXT_PACKAGE, "likeness", texts[i].text);
  return word;
}

char *
gx_comparison_reasons_text (const char * const *reasons)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (reasons != NULL, NULL);

  for (; *reasons != NULL; reasons++)
    {
      if (text->len > 0)
        /* Translators: stands between the reasons why two customers may be one: "same phone, same city" */
        g_string_append (text, C_("likeness", ", "));
      g_string_append (text, text_of (*reasons));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
