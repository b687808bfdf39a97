"""Parse text into paragraphs with the English pipeline that ships with the package."""
