"""Talk about the last answer: every question is answered from the subject that it left."""
