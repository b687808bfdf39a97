"""From text to parsed paragraphs, by the English pipeline that ships with the package."""
