"""The result of many learners as tables: a workbook, a folder of CSV or Parquet."""
