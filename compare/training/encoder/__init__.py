"""Makes the bilingual encoder: the student, its teacher, its pairs and its scores."""
