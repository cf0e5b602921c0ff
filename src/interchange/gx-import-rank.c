/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base/gx-text.h"
#include "interchange/gx-import-private.h"

#define ORDINARY 1

/* Words that say how well a header fits, where several columns are called the same; the first that is met holds. */
static const struct {
  GxColumn field;
  const char *word; /* folded */
  int rank;
} ranks[] = {
  /* what one row was paid: of the line before of the order, paid before due */
  { GX_COLUMN_AMOUNT, "实际成交", 4 }, { GX_COLUMN_AMOUNT, "小计", 3 }, { GX_COLUMN_AMOUNT, "line", 3 },
  { GX_COLUMN_AMOUNT, "item", 3 }, { GX_COLUMN_AMOUNT, "实付", 2 }, { GX_COLUMN_AMOUNT, "实际支付", 2 },
  { GX_COLUMN_AMOUNT, "实收", 2 }, { GX_COLUMN_AMOUNT, "结算", 2 }, { GX_COLUMN_AMOUNT, "paid", 2 },
  { GX_COLUMN_AMOUNT, "应付", 0 }, { GX_COLUMN_AMOUNT, "应收", 0 }, { GX_COLUMN_AMOUNT, "due", 0 },
  /* every order was placed on a day, not each was paid, and not each of its lines says when */
  { GX_COLUMN_DAY, "创建", 2 }, { GX_COLUMN_DAY, "下单", 2 }, { GX_COLUMN_DAY, "created", 2 },
  /* "Title" is Mr or Ms where there is a "Job Title"; "Lead Status" is of a stage */
  { GX_COLUMN_TITLE, "job", 2 }, { GX_COLUMN_TITLE, "职", 2 },
  { GX_COLUMN_STANDING, "lifecycle stage", 2 },
};

int
_gx_import_rank (GxColumn field, GxImportKind kind, const char *header)
{
  g_autofree char *folded = gx_fold (header);

  for (guint i = 0; i < G_N_ELEMENTS (ranks); i++)
    if (ranks[i].field == field && (field != GX_COLUMN_DAY || kind == GX_IMPORT_PURCHASES)
        && strstr (folded, ranks[i].word) != NULL)
      return ranks[i].rank;
  return ORDINARY;
}
